package org.bactrian.sandbox.salesforce.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An element of XML.
 *
 * @param name without its prefix
 * @param type what its {@code xsi:type} says, without a prefix; empty without one
 */
record Element(
    String namespace, String name, String type, StringBuilder content, List<Element> children) {
  Element(String namespace, String name, String type) {
    this(namespace, name, type, new StringBuilder(), new ArrayList<>());
  }

  /** What it says. */
  String text() {
    return content.toString().strip();
  }

  /** The first child of this name. */
  Optional<Element> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  /** What the child of this name says, or null: also if it says nothing. */
  String text(String childName) {
    return child(childName).map(Element::text).filter(text -> !text.isEmpty()).orElse(null);
  }

  /** Whether the child of this name says so. */
  boolean says(String childName) {
    String text = text(childName);
    return "true".equals(text) || "1".equals(text);
  }

  /** What all children of this name say. */
  List<String> texts(String childName) {
    return children.stream().filter(c -> c.name.equals(childName)).map(Element::text).toList();
  }
}
