package org.bactrian.marketo;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.Resource;

/** Read and write leads, companies, opportunities and custom objects of Adobe Marketo Engage. */
@UriEndpoint(
    firstVersion = "4.18.0",
    scheme = "marketo",
    title = "Marketo",
    syntax = "marketo:resource/operation",
    producerOnly = true,
    category = {Category.SAAS},
    headersClass = MarketoConstants.class)
public class MarketoEndpoint extends DefaultEndpoint {

  @UriPath(
      description =
          "leads, companies, salespersons, opportunities, opportunityroles, customobjects/NAME,"
              + " schema for the fields of leads, or stats for the calls of today")
  @Metadata(required = true)
  private final String resource;

  @UriPath(
      description =
          "What to do. sync, delete and createFields take a list of maps and answer a list of"
              + " RecordResult; get takes a list of values (or of maps, for compound keys) and"
              + " answers a list of maps, as describe, fields and usage do",
      enums = "sync,get,describe,delete,fields,createFields,usage")
  @Metadata(required = true)
  private final String operation;

  @UriParam(
      description = "What sync does with a record; Marketo's default is createOrUpdate",
      enums = "createOrUpdate,createOnly,updateOnly,createDuplicate")
  private String action;

  @UriParam(description = "The field by which sync finds leads; Marketo's default is email")
  private String lookupField;

  @UriParam(
      description = "How sync finds records other than leads; Marketo's default is dedupeFields",
      enums = "dedupeFields,idField")
  private String dedupeBy;

  @UriParam(description = "The field by which get finds records, for a list of its values")
  private String filterType;

  @UriParam(
      description =
          "The fields that get returns, separated by commas; without it, Marketo's choice")
  private String fields;

  @UriParam(description = "The lead partition that sync writes to")
  private String partitionName;

  @UriParam(
      description = "How delete finds records other than leads; Marketo's default is dedupeFields",
      enums = "dedupeFields,idField")
  private String deleteBy;

  private final Resource records;
  private final MarketoOperation verb;

  MarketoEndpoint(String uri, MarketoComponent component, String resource, String operation) {
    super(uri, component);
    this.resource = resource;
    this.operation = operation;
    records =
        resource.equals(MarketoOperation.SCHEMA) || resource.equals(MarketoOperation.STATS)
            ? Resource.LEADS
            : known(resource);
    verb = MarketoOperation.of(resource, operation);
  }

  private static Resource known(String resource) {
    try {
      return Resource.of(resource);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", schema and stats", e);
    }
  }

  @Override
  public Producer createProducer() {
    return new MarketoProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "a route can't start at marketo:; start it at a timer or quartz: and call marketo: with get");
  }

  MarketoClient client() {
    return ((MarketoComponent) getComponent()).client();
  }

  Resource records() {
    return records;
  }

  MarketoOperation verb() {
    return verb;
  }

  public String getResource() {
    return resource;
  }

  public String getOperation() {
    return operation;
  }

  public String getAction() {
    return action;
  }

  public void setAction(String action) {
    this.action = action;
  }

  public String getLookupField() {
    return lookupField;
  }

  public void setLookupField(String lookupField) {
    this.lookupField = lookupField;
  }

  public String getDedupeBy() {
    return dedupeBy;
  }

  public void setDedupeBy(String dedupeBy) {
    this.dedupeBy = dedupeBy;
  }

  public String getFilterType() {
    return filterType;
  }

  public void setFilterType(String filterType) {
    this.filterType = filterType;
  }

  public String getFields() {
    return fields;
  }

  public void setFields(String fields) {
    this.fields = fields;
  }

  public String getPartitionName() {
    return partitionName;
  }

  public void setPartitionName(String partitionName) {
    this.partitionName = partitionName;
  }

  public String getDeleteBy() {
    return deleteBy;
  }

  public void setDeleteBy(String deleteBy) {
    this.deleteBy = deleteBy;
  }
}
