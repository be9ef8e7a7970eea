package org.bactrian.benchmark;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.bactrian.cli.Commands;
import org.bactrian.settings.Connections;
import org.bactrian.settings.Settings;

/** One contender in a process of its own, which measures itself. */
public final class Contender {

  private static final String SOQL =
      "SELECT Id, FirstName, LastName, Title, Email, Phone, City, State, PostalCode, Country,"
          + " LeadSource, Status FROM Lead ORDER BY SystemModstamp, Id";

  private Contender() {}

  /** {@code bactrian}, or the folder of a stock route. */
  public static void main(String[] arguments) throws Exception {
    AtomicLong peak = new AtomicLong();
    AtomicLong live = new AtomicLong();
    watchHeap(peak, live);
    long began = System.nanoTime();
    int code = 0;
    if (arguments[0].equals("bactrian")) {
      code = Commands.execute("run", "--once");
    } else {
      stock(arguments[0]);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    peak.accumulateAndGet(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
    long cpu =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    System.out.printf(
        "measured: seconds=%.2f cpu=%.2f peak=%d live=%d%n",
        seconds, cpu / 1e9, peak.get() >> 20, live.get() >> 20);
    System.exit(code);
  }

  private static void stock(String folder) throws Exception {
    Settings settings =
        Settings.read(Path.of("").toAbsolutePath(), System.getProperties(), Map.of());
    Properties camel = Connections.of(settings).camel(settings);
    camel.setProperty("camel.component.salesforce.packages", "org.bactrian.benchmark");
    camel.setProperty("soql", SOQL);
    Main main = new Main();
    main.configure().setRoutesIncludePattern("file:" + folder + "/*.camel.yaml");
    main.setInitialProperties(camel);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeConfigure(BaseMainSupport support) {
            support.getCamelContext().getRegistry().bind("leads", new Leads());
          }
        });
    main.start();
    long began = System.nanoTime();
    main.getCamelTemplate().requestBody("direct:stock", (Object) null);
    System.out.printf("summary: seconds=%.2f%n", (System.nanoTime() - began) / 1e9);
    main.stop();
  }

  /** What the heap holds before each collection at most, and after. */
  private static void watchHeap(AtomicLong peak, AtomicLong live) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) -> {
                var info =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo();
                peak.accumulateAndGet(heap(info.getMemoryUsageBeforeGc()), Math::max);
                live.accumulateAndGet(heap(info.getMemoryUsageAfterGc()), Math::max);
              },
              null,
              null);
    }
  }

  private static long heap(Map<String, MemoryUsage> pools) {
    return pools.entrySet().stream()
        .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Old|Tenured).*"))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }
}
