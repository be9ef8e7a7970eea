package org.bactrian.marketo;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.util.CastUtils;
import org.apache.camel.util.ObjectHelper;
import org.bactrian.marketo.client.PagingTokenRefused;
import org.bactrian.marketo.people.Activity;
import org.bactrian.marketo.people.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Marketo's change log, or the leads of a static list, page by page, and gives each row to
 * the route.
 *
 * <p>A page's paging token is kept after the route has taken all of its rows without an error, so a
 * row is delivered at least once: after a failure or a crash the page is read again.
 */
public class MarketoConsumer extends ScheduledBatchPollingConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(MarketoConsumer.class);

  private final MarketoEndpoint endpoint;
  private final Instant started = Instant.now();

  /** A consumer of an endpoint. */
  public MarketoConsumer(MarketoEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected int poll() throws Exception {
    int rows = 0;
    boolean more = true;
    while (more && isBatchAllowed()) {
      Page<?> page = read();
      for (String unreadable : page.unreadable())
        LOG.warn("{}: {}; the row is left out", endpoint.getEndpointUri(), unreadable);
      Queue<Object> batch = batch(page);
      int wanted = batch.size();
      int taken = processBatch(batch);
      rows += taken;
      if (taken < wanted) return rows;
      tokens().setState(key(), page.more() || isLog() ? page.nextPageToken() : "");
      more = page.more();
    }
    return rows;
  }

  private Page<?> read() {
    String token = tokens().getState(key());
    try {
      return page(token == null || token.isEmpty() ? begin() : token);
    } catch (PagingTokenRefused refused) {
      LOG.warn(
          "{}: {}; it is read from {} on",
          endpoint.getEndpointUri(),
          refused.getMessage(),
          since());
      return page(begin());
    }
  }

  private Page<?> page(String token) {
    Message asked = new DefaultExchange(endpoint.getCamelContext()).getIn();
    if (token != null) asked.setHeader(MarketoConstants.NEXT_PAGE_TOKEN, token);
    return (Page<?>) endpoint.verb().apply(new MarketoRequest(endpoint, asked));
  }

  /** The token of the instant from which on the log is wanted; null for a list, which has none. */
  private String begin() {
    if (!isLog()) return null;
    Message asked = new DefaultExchange(endpoint.getCamelContext()).getIn();
    asked.setHeader(MarketoConstants.SINCE, since());
    return (String) ActivityOperation.pagingToken.apply(new MarketoRequest(endpoint, asked));
  }

  private String since() {
    return endpoint.getSince() == null ? started.toString() : endpoint.getSince();
  }

  private boolean isLog() {
    return endpoint.getResource().equals(MarketoOperation.ACTIVITIES);
  }

  private Queue<Object> batch(Page<?> page) {
    Queue<Object> batch = new ArrayDeque<>();
    if (endpoint.isSplitResult()) page.rows().forEach(row -> batch.add(exchange(row)));
    else if (!page.rows().isEmpty()) batch.add(exchange(page.rows()));
    return batch;
  }

  private Exchange exchange(Object body) {
    Exchange exchange = createExchange(true);
    exchange.getIn().setBody(body);
    if (body instanceof Activity activity)
      exchange.getIn().setHeader(Exchange.MESSAGE_TIMESTAMP, Date.from(activity.at()).getTime());
    return exchange;
  }

  @Override
  public int processBatch(Queue<Object> batch) throws Exception {
    Queue<Exchange> exchanges = CastUtils.cast(batch);
    int total = exchanges.size();
    for (int index = 0; index < total; index++) {
      if (!isBatchAllowed()) return index;
      Exchange exchange = ObjectHelper.cast(Exchange.class, exchanges.poll());
      exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
      exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
      exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
      pendingExchanges = total - index - 1;
      try {
        getProcessor().process(exchange);
        if (exchange.getException() != null) throw exchange.getException();
      } finally {
        releaseExchange(exchange, false);
      }
    }
    return total;
  }

  private StateRepository<String, String> tokens() {
    return endpoint.tokens();
  }

  private String key() {
    return String.join(
        "/",
        List.of(
            endpoint.getResource(),
            endpoint.getOperation(),
            String.valueOf(
                isLog()
                    ? ObjectHelper.isEmpty(endpoint.getActivityTypeIds())
                        ? endpoint.getFields()
                        : endpoint.getActivityTypeIds()
                    : endpoint.getListId())));
  }
}
