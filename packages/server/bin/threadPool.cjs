// The engine holds a thread of libuv's pool for each statement in flight. The pool takes its size at its first use,
// which loading the first ES module already is: so this is CommonJS, and comes before everything else.
process.env.UV_THREADPOOL_SIZE ??= "24";
