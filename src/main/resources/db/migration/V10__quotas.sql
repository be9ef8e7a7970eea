-- The lock of those who count a system's calls, and since when its quota of the day is spent, if it is.
CREATE TABLE call_quota (
  system      VARCHAR(10) PRIMARY KEY,
  spent_since TIMESTAMP(3) WITH TIME ZONE,
  spent_until TIMESTAMP(3) WITH TIME ZONE,
  spent_why   VARCHAR(1000)
);
INSERT INTO call_quota (system) VALUES ('Salesforce');
INSERT INTO call_quota (system) VALUES ('Marketo');

-- The calls of each hour that were made or may yet be made.
CREATE TABLE call_count (
  system    VARCHAR(10) NOT NULL,
  begins_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  calls     BIGINT NOT NULL,
  PRIMARY KEY (system, begins_at)
);

INSERT INTO call_count (system, begins_at, calls)
  SELECT 'Salesforce', DATE_TRUNC('HOUR', finished), SUM(salesforce_calls) FROM run
  WHERE finished > CURRENT_TIMESTAMP - INTERVAL '1' DAY GROUP BY DATE_TRUNC('HOUR', finished);
INSERT INTO call_count (system, begins_at, calls)
  SELECT 'Marketo', DATE_TRUNC('HOUR', finished), SUM(marketo_calls) FROM run
  WHERE finished > CURRENT_TIMESTAMP - INTERVAL '1' DAY GROUP BY DATE_TRUNC('HOUR', finished);

-- The calls of the last seconds, for other processes and the next one: Marketo counts those of 20 seconds.
CREATE TABLE recent_call (
  process VARCHAR(36) NOT NULL,
  made_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  calls   INTEGER NOT NULL
);
CREATE INDEX recent_call_by_time ON recent_call (made_at);

-- Which system a process waits for, and why.
CREATE TABLE system_wait (
  system VARCHAR(10) PRIMARY KEY,
  since  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
  why    VARCHAR(1000) NOT NULL
);
