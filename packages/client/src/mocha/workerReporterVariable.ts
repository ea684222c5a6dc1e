/** The variable that tells a worker which reporter Mocha would have used there. */
export const workerReporterVariable = "BACKSTORY_MOCHA_WORKER_REPORTER";
