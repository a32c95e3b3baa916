package dev.agnost.realtime.doctor;

/**
 * The explanation of an error.
 *
 * @param meaning what the error means
 * @param remedy what to do
 */
record Advice(String meaning, String remedy) {}
