package org.bactrian.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.salesforce.api.dto.AbstractSObjectBase;

/** A lead as camel-salesforce's own Maven plugin would generate it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public class Lead extends AbstractSObjectBase {
  @JsonProperty("FirstName")
  public String firstName;

  @JsonProperty("LastName")
  public String lastName;

  @JsonProperty("Title")
  public String title;

  @JsonProperty("Email")
  public String email;

  @JsonProperty("Phone")
  public String phone;

  @JsonProperty("City")
  public String city;

  @JsonProperty("State")
  public String state;

  @JsonProperty("PostalCode")
  public String postalCode;

  @JsonProperty("Country")
  public String country;

  @JsonProperty("LeadSource")
  public String leadSource;

  @JsonProperty("Status")
  public String status;
}
