package org.bactrian.settings;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesFunction;

/** A vault as Camel finds one on the classpath: it opens with the token of hashicorp's. */
public final class DrawerPropertiesFunction implements PropertiesFunction, CamelContextAware {

  private CamelContext context;

  @Override
  public String getName() {
    return "drawer";
  }

  @Override
  public String apply(String remainder) {
    if (remainder.equals("lost")) throw new IllegalStateException("the drawer has no " + remainder);
    return remainder + " opened by " + context.getVaultConfiguration().hashicorp().getToken();
  }

  @Override
  public CamelContext getCamelContext() {
    return context;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    this.context = context;
  }
}
