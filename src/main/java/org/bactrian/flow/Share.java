package org.bactrian.flow;

import java.util.List;
import org.bactrian.mapping.Mapping;
import org.bactrian.sync.Change;

/** What one mapping is to deliver of a slice. */
public record Share(Mapping mapping, List<Change> changes) {}
