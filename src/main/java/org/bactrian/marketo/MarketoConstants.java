package org.bactrian.marketo;

import org.apache.camel.spi.Metadata;

/** The headers that a marketo: endpoint reads, each in place of its option, and those it sets. */
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
      description =
          "The fields that get, leads and extract return, or whose changes leadChanges tells,"
              + " separated by commas, or a collection of them",
      javaType = "String")
  public static final String FIELDS = "CamelMarketoFields";

  @Metadata(description = "The lead partition that sync writes to", javaType = "String")
  public static final String PARTITION_NAME = "CamelMarketoPartitionName";

  @Metadata(
      description = "How delete finds records other than leads",
      javaType = "String",
      enums = "dedupeFields,idField")
  public static final String DELETE_BY = "CamelMarketoDeleteBy";

  @Metadata(description = "The id of the lead that merge keeps", javaType = "String")
  public static final String WINNER = "CamelMarketoWinner";

  @Metadata(
      description = "The instant from which on pagingToken's token shows activities",
      javaType = "java.time.Instant")
  public static final String SINCE = "CamelMarketoSince";

  @Metadata(
      description = "Where activities, or the leads of a list, are read from on",
      javaType = "String")
  public static final String NEXT_PAGE_TOKEN = "CamelMarketoNextPageToken";

  @Metadata(description = "The most pages of 300 that are read in one go", javaType = "Integer")
  public static final String PAGES = "CamelMarketoPages";

  @Metadata(
      description =
          "The types of activities that get returns, up to ten, separated by commas, or a"
              + " collection of them",
      javaType = "String")
  public static final String ACTIVITY_TYPE_IDS = "CamelMarketoActivityTypeIds";

  @Metadata(description = "The id of a static list", javaType = "String")
  public static final String LIST_ID = "CamelMarketoListId";

  @Metadata(
      description = "The instant from which on the leads of an extract were created",
      javaType = "String")
  public static final String START_AT = "CamelMarketoStartAt";

  @Metadata(
      description = "The instant until which the leads of an extract were created",
      javaType = "String")
  public static final String END_AT = "CamelMarketoEndAt";

  @Metadata(
      description = "Both ends of an extract in one; it goes before startAt and endAt",
      javaType = "org.bactrian.marketo.people.Window")
  public static final String WINDOW = "CamelMarketoWindow";

  @Metadata(
      description =
          "Marketo's code of a call that it refused, where failOnError is false; set by the endpoint",
      javaType = "String")
  public static final String ERROR_CODE = "CamelMarketoErrorCode";

  @Metadata(
      description = "Why a call failed, where failOnError is false; set by the endpoint",
      javaType = "String")
  public static final String ERROR_MESSAGE = "CamelMarketoErrorMessage";

  private MarketoConstants() {}
}
