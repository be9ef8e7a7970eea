package org.bactrian.console.access;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bactrian.settings.Setting;
import org.bactrian.settings.SettingsException;

/**
 * The reverse proxies whose word is taken for where a request came from.
 *
 * <p>{@code X-Forwarded-For} is read from the right, as proxies append to it: what stands left of
 * the first address that is no trusted proxy could be made up by the client.
 */
public final class TrustedProxies {

  private final List<IpSubnetFilterRule> networks;

  private TrustedProxies(List<IpSubnetFilterRule> networks) {
    this.networks = networks;
  }

  /**
   * Those of the setting.
   *
   * @param text addresses and networks such as {@code 10.0.0.0/8}, separated by commas
   * @throws SettingsException naming one that can't be read
   */
  public static TrustedProxies of(String text) {
    return new TrustedProxies(
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .map(TrustedProxies::network)
            .toList());
  }

  private static IpSubnetFilterRule network(String text) {
    String[] parts = text.split("/", -1);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
    try {
      if (address != null && parts.length <= 2) {
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
        return new IpSubnetFilterRule(parts[0], prefix, IpFilterRuleType.ACCEPT);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new SettingsException(
        "reading %s: '%s' is neither an address nor a network such as 10.0.0.0/8"
            .formatted(Setting.CONSOLE_TRUSTED_PROXIES.key(), text));
  }

  /**
   * The address that a request came from.
   *
   * @param remote the address that connected
   * @param forwarded the values of {@code X-Forwarded-For}, as they came
   */
  public InetAddress client(String remote, List<String> forwarded) {
    List<String> hops = new ArrayList<>();
    for (String value : forwarded) hops.addAll(Arrays.asList(value.split(",")));
    Collections.reverse(hops);
    InetAddress client = address(remote).orElseGet(InetAddress::getLoopbackAddress);
    for (String hop : hops) {
      Optional<InetAddress> before = address(withoutPort(hop.strip()));
      if (!isTrusted(client) || before.isEmpty()) return client;
      client = before.get();
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return networks.stream().anyMatch(network -> network.matches(socket));
  }

  /** An address as it is written in numbers; a name is none, and is not looked up. */
  private static Optional<InetAddress> address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Some proxies write {@code 192.0.2.1:5000} and {@code [2001:db8::1]:5000}. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) return hop.replaceFirst("^\\[([^]]*)].*$", "$1");
    return hop.matches("[0-9.]+:\\d+") ? hop.substring(0, hop.indexOf(':')) : hop;
  }

  /**
   * What one client can easily change of its address is left out: of IPv6, all but the first 64
   * bits, which is what a single customer of a provider has.
   */
  static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) return address.getHostAddress();
    return NetUtil.bytesToIpAddress(Arrays.copyOf(Arrays.copyOf(bytes, 8), 16)) + "/64";
  }
}
