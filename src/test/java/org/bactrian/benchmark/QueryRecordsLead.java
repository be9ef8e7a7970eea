package org.bactrian.benchmark;

import org.apache.camel.component.salesforce.api.dto.AbstractQueryRecordsBase;

/** A page of leads, as camel-salesforce wants it. */
public class QueryRecordsLead extends AbstractQueryRecordsBase<Lead> {}
