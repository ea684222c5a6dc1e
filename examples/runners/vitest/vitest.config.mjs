export default {
  test: {
    include: ["*.test.mjs"],
    retry: 1,
    tags: [{ name: "quick" }],
    includeTaskLocation: true,
    reporters: ["default", "backstory/vitest"],
  },
};
