package org.healthhut.simulator.device;

/** What bytes mean, for the technician, and whether they are right. */
public record Note(String text, Verdict verdict) {}
