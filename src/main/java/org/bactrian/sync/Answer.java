package org.bactrian.sync;

/**
 * What Marketo said of one row of a write.
 *
 * @param status {@code created}, {@code updated} or {@code skipped}
 * @param id the Marketo id, or null
 * @param code the first reason's code, or null
 * @param message the first reason's text, or null
 * @param advice what to do about it, or null
 */
public record Answer(String status, String id, String code, String message, String advice) {}
