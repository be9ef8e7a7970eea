package org.bactrian.marketo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.bactrian.marketo.client.MarketoClient;
import org.bactrian.marketo.client.Resource;

/**
 * Read and write leads, companies, opportunities, custom objects and static lists of Adobe Marketo
 * Engage, read its change log, merge leads, and extract all of them.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "marketo",
    title = "Marketo",
    syntax = "marketo:resource/operation",
    category = {Category.SAAS},
    headersClass = MarketoConstants.class)
public class MarketoEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint {

  /** Each poll costs a call of the day's quota. */
  private static final Duration POLL_DELAY = Duration.ofSeconds(60);

  private static final List<String> ABOUT_LEADS =
      List.of(
          MarketoOperation.SCHEMA,
          MarketoOperation.ACTIVITIES,
          MarketoOperation.LISTS,
          MarketoOperation.BULK_LEADS,
          MarketoOperation.STATS);

  @UriPath(
      description =
          "leads, companies, salespersons, opportunities, opportunityroles, customobjects/NAME;"
              + " schema for the fields of leads, activities, lists for static lists, bulkleads, or stats"
              + " for the calls of today")
  @Metadata(required = true)
  private final String resource;

  @UriPath(
      description =
          "What to do. sync, delete and createFields take a list of maps and answer a list of"
              + " RecordResult; get takes a list of values (or of maps, for compound keys) and"
              + " answers a list of maps, as describe, fields and usage do. merge takes a list of ids and"
              + " answers a list of MergeResult. activities answers pages of Activity, and lists"
              + " pages of maps; bulkleads/extract answers an iterator of maps. activities without an operation is"
              + " activities/get",
      enums =
          "sync,get,describe,delete,merge,fields,createFields,pagingToken,leadChanges,deletedLeads,"
              + "types,leads,isMember,add,remove,extract,usage")
  private final String operation;

  @UriParam private MarketoConfiguration configuration;

  @UriParam(
      label = "producer,advanced",
      defaultValue = "false",
      description =
          "Whether a call holds the thread of its route until Marketo's answer is there, which may"
              + " be maxWait")
  private boolean synchronous;

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
          "The fields that get, leads and extract return, or whose changes leadChanges tells,"
              + " separated by commas; get and leads return Marketo's choice without it")
  private String fields;

  @UriParam(description = "The lead partition that sync writes to")
  private String partitionName;

  @UriParam(
      description = "How delete finds records other than leads; Marketo's default is dedupeFields",
      enums = "dedupeFields,idField")
  private String deleteBy;

  @UriParam(description = "The id of the lead that merge keeps")
  private String winner;

  @UriParam(
      description =
          "The instant from which on pagingToken's token shows activities, as 2026-07-01T12:00:00Z")
  private String since;

  @UriParam(
      description = "Where activities, or the leads of a list, are read from on",
      label = "advanced")
  private String nextPageToken;

  @UriParam(
      description =
          "The most pages of 300 activities, or leads of a list, that are read in one go: it bounds"
              + " the memory",
      defaultValue = "10")
  private int pages = 10;

  @UriParam(
      description =
          "The types of activities that get returns, up to ten, separated by commas; types lists"
              + " them, and they may differ from instance to instance")
  private String activityTypeIds;

  @UriParam(description = "The id of a static list")
  private String listId;

  @UriParam(
      description =
          "The instant from which on the leads of an extract were created, as 2026-07-01T00:00:00Z")
  private String startAt;

  @UriParam(
      description =
          "The instant until which the leads of an extract were created; up to 31 days later")
  private String endAt;

  @UriParam(
      label = "advanced",
      defaultValue = "60s",
      javaType = "java.time.Duration",
      description = "How often an extract is asked after; Marketo looks at it once in 60 s itself")
  private long pollEvery = Duration.ofSeconds(60).toMillis();

  @UriParam(
      label = "advanced",
      defaultValue = "4h",
      javaType = "java.time.Duration",
      description = "How long an extract may take, waiting for its turn included")
  private long jobPatience = Duration.ofHours(4).toMillis();

  @UriParam(
      label = "producer",
      defaultValue = "true",
      description =
          "Whether a call that failed fails the exchange; otherwise the body is null, and"
              + " CamelMarketoErrorCode and CamelMarketoErrorMessage say why")
  private boolean failOnError = true;

  @UriParam(
      label = "consumer",
      defaultValue = "true",
      description =
          "Whether each activity or lead is a message of its own; otherwise all that were read in"
              + " one go are")
  private boolean splitResult = true;

  @UriParam(
      label = "consumer",
      description =
          "Where the consumer keeps its paging token, as #bean:NAME: a FileStateRepository for one"
              + " that outlives the process; in memory without it")
  private StateRepository<String, String> tokenStore;

  private final Resource records;
  private final MarketoOperation verb;

  MarketoEndpoint(String uri, MarketoComponent component, String resource, String operation) {
    super(uri, component);
    setDelay(POLL_DELAY.toMillis());
    this.resource = resource;
    this.operation = operation;
    records = ABOUT_LEADS.contains(resource) ? Resource.LEADS : known(resource);
    verb = MarketoOperation.of(resource, operation);
  }

  private static Resource known(String resource) {
    try {
      return Resource.of(resource);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + ", and " + String.join(", ", ABOUT_LEADS), e);
    }
  }

  @Override
  public Producer createProducer() {
    return new MarketoProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (!verb.isPaged())
      throw new IllegalArgumentException(
          "a route can't start at '%s'; it can at marketo:activities and marketo:lists/leads. Start"
                  .formatted(getEndpointUri())
              + " it at quartz: instead, and call this one");
    MarketoConsumer consumer = new MarketoConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    if (tokenStore == null) tokenStore = new MemoryStateRepository();
  }

  @Override
  protected void doStart() throws Exception {
    ServiceHelper.startService(tokenStore);
    super.doStart();
  }

  MarketoClient client() {
    return component().client(configuration);
  }

  ExecutorService threads() {
    return component().threads();
  }

  StateRepository<String, String> tokens() {
    return tokenStore;
  }

  private MarketoComponent component() {
    return (MarketoComponent) getComponent();
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

  public String getWinner() {
    return winner;
  }

  public void setWinner(String winner) {
    this.winner = winner;
  }

  public String getSince() {
    return since;
  }

  public void setSince(String since) {
    this.since = since;
  }

  public String getNextPageToken() {
    return nextPageToken;
  }

  public void setNextPageToken(String nextPageToken) {
    this.nextPageToken = nextPageToken;
  }

  public int getPages() {
    return pages;
  }

  public void setPages(int pages) {
    this.pages = pages;
  }

  public String getActivityTypeIds() {
    return activityTypeIds;
  }

  public void setActivityTypeIds(String activityTypeIds) {
    this.activityTypeIds = activityTypeIds;
  }

  public String getListId() {
    return listId;
  }

  public void setListId(String listId) {
    this.listId = listId;
  }

  public String getStartAt() {
    return startAt;
  }

  public void setStartAt(String startAt) {
    this.startAt = startAt;
  }

  public String getEndAt() {
    return endAt;
  }

  public void setEndAt(String endAt) {
    this.endAt = endAt;
  }

  public long getPollEvery() {
    return pollEvery;
  }

  public void setPollEvery(long pollEvery) {
    this.pollEvery = pollEvery;
  }

  public long getJobPatience() {
    return jobPatience;
  }

  public void setJobPatience(long jobPatience) {
    this.jobPatience = jobPatience;
  }

  public MarketoConfiguration getConfiguration() {
    return configuration;
  }

  public void setConfiguration(MarketoConfiguration configuration) {
    this.configuration = configuration;
  }

  public boolean isFailOnError() {
    return failOnError;
  }

  public void setFailOnError(boolean failOnError) {
    this.failOnError = failOnError;
  }

  public boolean isSplitResult() {
    return splitResult;
  }

  public void setSplitResult(boolean splitResult) {
    this.splitResult = splitResult;
  }

  public StateRepository<String, String> getTokenStore() {
    return tokenStore;
  }

  public void setTokenStore(StateRepository<String, String> tokenStore) {
    this.tokenStore = tokenStore;
  }

  public boolean isSynchronous() {
    return synchronous;
  }

  public void setSynchronous(boolean synchronous) {
    this.synchronous = synchronous;
  }
}
