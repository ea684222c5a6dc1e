module.exports = {
  testMatch: ["**/*.test.cjs"],
  transform: {},
  testLocationInResults: true,
  reporters: ["default", "backstory/jest"],
};
