package org.bactrian.sandbox.marketo.instance;

import java.util.Map;
import org.bactrian.sandbox.marketo.store.Field;

/** What one activity says besides its type, lead and time. */
public sealed interface Detail {

  /** A person came into being. */
  record NewLead(Origin origin) implements Detail {}

  /** A field got another value; both values are as the API prints them. */
  record DataValue(Field field, String before, String after, Origin origin) implements Detail {}

  /** Anything else: a primary attribute and others by name. */
  record Other(Long primaryId, String primary, Map<String, Object> attributes) implements Detail {}
}
