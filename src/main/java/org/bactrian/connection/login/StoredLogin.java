package org.bactrian.connection.login;

import org.apache.camel.component.salesforce.AuthenticationType;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory;
import org.bactrian.connection.memory.Memory.Remembered;
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
    return memory.now().get(Item.LOGIN_HOST).orElse(null);
  }

  @Override
  public String getClientId() {
    return secret(Item.CONSUMER_KEY);
  }

  @Override
  public String getClientSecret() {
    return secret(Item.CONSUMER_SECRET);
  }

  @Override
  public String getRefreshToken() {
    return secret(Item.REFRESH_TOKEN);
  }

  private String secret(Item item) {
    Remembered known = memory.now();
    return known.get(Item.LOGIN_HOST).flatMap(host -> known.secret(item, host)).orElse(null);
  }
}
