/** Workbooks for spreadsheet programs, as in ISO/IEC 29500, written forward. */
package dev.pressroom.render.xlsx;
