package org.bactrian.people;

/** A part of what the log told, which one route deals with. */
public interface Part {

  /** The direct: route that does. */
  String getRoute();

  /** How many changes it is, each of which will have its outcome. */
  int size();
}
