package org.bactrian.sync;

/** A change and what became of it. */
public record Settled(Change change, Outcome outcome) {}
