package org.bactrian.marketo;

import org.apache.camel.spi.Metadata;

/** The headers that a marketo: endpoint reads, each only where its own option is not set. */
public final class MarketoConstants {

  @Metadata(
      description = "What sync does with a record",
      javaType = "String",
      enums = "createOrUpdate,createOnly,updateOnly,createDuplicate")
  public static final String ACTION = "CamelMarketoAction";

  @Metadata(description = "The field by which sync finds leads", javaType = "String")
  public static final String LOOKUP_FIELD = "CamelMarketoLookupField";

  @Metadata(
      description = "How sync finds records other than leads",
      javaType = "String",
      enums = "dedupeFields,idField")
  public static final String DEDUPE_BY = "CamelMarketoDedupeBy";

  @Metadata(description = "The field by which get finds records", javaType = "String")
  public static final String FILTER_TYPE = "CamelMarketoFilterType";

  @Metadata(
      description = "The fields that get returns, separated by commas, or a collection of them",
      javaType = "String")
  public static final String FIELDS = "CamelMarketoFields";

  @Metadata(description = "The lead partition that sync writes to", javaType = "String")
  public static final String PARTITION_NAME = "CamelMarketoPartitionName";

  @Metadata(
      description = "How delete finds records other than leads",
      javaType = "String",
      enums = "dedupeFields,idField")
  public static final String DELETE_BY = "CamelMarketoDeleteBy";

  private MarketoConstants() {}
}
