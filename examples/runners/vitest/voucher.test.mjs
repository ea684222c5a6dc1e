import "./vouchers.mjs";
