package org.bactrian.sandbox.salesforce.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The limits of an org of the Enterprise Edition, as the resource {@code limits} tells them. */
public final class Limits {
  private static final Map<String, Long> MOST = new TreeMap<>();

  static {
    most(10_240, "DataStorageMB", "FileStorageMB");
    most(250_000, "DailyAsyncApexExecutions", "HourlyPublishedPlatformEvents");
    most(100_000, "HourlyPublishedStandardVolumePlatformEvents");
    most(25_000, "DailyStandardVolumePlatformEvents", "DailyDeliveredPlatformEvents");
    most(15_000, "DailyBulkApiBatches", "DailyBulkApiRequests");
    most(10_000, "DailyBulkV2QueryJobs", "DailyGenericStreamingApiEvents");
    most(10_000, "DailyDurableGenericStreamingApiEvents", "HourlyODataCallout");
    most(976_562, "DailyBulkV2QueryFileStorageMB");
    most(1_000_000, "DailyStreamingApiEvents", "DailyDurableStreamingApiEvents");
    most(2000, "StreamingApiConcurrentClients", "DurableStreamingApiConcurrentClients");
    most(5000, "SingleEmail", "MassEmail", "HourlyDashboardResults");
    most(1000, "HourlyTimeBasedWorkflow", "DailyWorkflowEmails");
    most(1200, "HourlyAsyncReportRuns");
    most(500, "HourlySyncReportRuns");
    most(200, "HourlyDashboardRefreshes", "ConcurrentAsyncGetReportInstances");
    most(20, "ConcurrentSyncReportRuns");
    most(999_999_999, "HourlyDashboardStatuses");
    most(1500, "PermissionSets");
    most(50_000, "MonthlyPlatformEvents");
  }

  private Limits() {}

  private static void most(long most, String... names) {
    for (String name : names) {
      MOST.put(name, most);
    }
  }

  /**
   * All limits, each with {@code Max} and {@code Remaining}.
   *
   * @param callsADay how many calls the org has in 24 hours
   * @param callsSpent how many of them are spent
   * @param rows how many records take up data storage
   */
  public static Map<String, Map<String, Object>> of(long callsADay, long callsSpent, long rows) {
    Map<String, Map<String, Object>> limits = new TreeMap<>();
    MOST.forEach((name, most) -> limits.put(name, limit(most, 0)));
    limits.put("DailyApiRequests", limit(callsADay, callsSpent));
    limits.put("DataStorageMB", limit(MOST.get("DataStorageMB"), rows / 500));
    limits.get("PermissionSets").put("CreateCustom", limit(1000, 0));
    return limits;
  }

  private static Map<String, Object> limit(long most, long spent) {
    Map<String, Object> limit = new LinkedHashMap<>();
    limit.put("Max", most);
    limit.put("Remaining", Math.max(0, most - spent));
    return limit;
  }
}
