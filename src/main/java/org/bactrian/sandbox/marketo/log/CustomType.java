package org.bactrian.sandbox.marketo.log;

import java.util.List;
import java.util.Optional;
import org.bactrian.sandbox.marketo.store.DataType;

/** A kind of activity that an administrator made: what is approved of it, and what is drafted. */
public final class CustomType {
  /** An attribute of its activities. */
  public record Attribute(String apiName, String name, String description, DataType type) {}

  /** What a type says at a time; {@code attributes} are those besides the primary one. */
  public record Version(
      String name,
      String description,
      String triggerName,
      String filterName,
      Attribute primary,
      List<Attribute> attributes) {

    /** The same with other attributes. */
    public Version with(List<Attribute> others) {
      return new Version(name, description, triggerName, filterName, primary, List.copyOf(others));
    }

    /** The attribute that a call names by its API name or its name. */
    public Optional<Attribute> attribute(String called) {
      return attributes.stream()
          .filter(a -> a.apiName().equals(called) || a.name().equals(called))
          .findFirst();
    }
  }

  private final int id;
  private final String apiName;
  private final long createdAt;
  private long updatedAt;
  private Version draft;
  private Version approved;

  CustomType(int id, String apiName, long now, Version draft) {
    this.id = id;
    this.apiName = apiName;
    this.createdAt = now;
    this.updatedAt = now;
    this.draft = draft;
  }

  /** Its number, 100000 and more. */
  public int id() {
    return id;
  }

  /** Its name in calls. */
  public String apiName() {
    return apiName;
  }

  /** When it was made, in seconds since 1970. */
  public long createdAt() {
    return createdAt;
  }

  /** When it was last changed, in seconds since 1970. */
  public long updatedAt() {
    return updatedAt;
  }

  /** What is approved, if anything is. */
  public Optional<Version> approved() {
    return Optional.ofNullable(approved);
  }

  /** What is drafted, if anything is. */
  public Optional<Version> draft() {
    return Optional.ofNullable(draft);
  }

  /** What a change begins with: the draft, else what is approved. */
  public Version latest() {
    return draft == null ? approved : draft;
  }

  /** In Marketo's words. */
  public String status() {
    if (approved == null) {
      return "draft";
    }
    return draft == null ? "approved" : "approved with draft";
  }

  void draft(Version version, long now) {
    draft = version;
    updatedAt = now;
  }

  void approve(long now) {
    approved = draft;
    draft = null;
    updatedAt = now;
  }
}
