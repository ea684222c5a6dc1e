require("./vouchers.cjs");
