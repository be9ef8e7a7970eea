package org.bactrian.connection.login;

import org.apache.camel.component.salesforce.AuthenticationType;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory;
import org.bactrian.salesforce.LoginSettings;

/** camel-salesforce's login settings, as they are remembered at the moment it logs in. */
public final class StoredLogin extends LoginSettings {

  private final Memory memory;

  public StoredLogin(Memory memory) {
    this.memory = memory;
    setType(AuthenticationType.REFRESH_TOKEN);
  }

  @Override
  public String getLoginUrl() {
    return get(Item.LOGIN_HOST);
  }

  @Override
  public String getClientId() {
    return get(Item.CONSUMER_KEY);
  }

  @Override
  public String getClientSecret() {
    return get(Item.CONSUMER_SECRET);
  }

  @Override
  public String getRefreshToken() {
    return get(Item.REFRESH_TOKEN);
  }

  private String get(Item item) {
    return memory.now().get(item).orElse(null);
  }
}
