package org.bactrian.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineUsersTest {

  @TempDir Path folder;

  @Test
  void counts_people_and_not_services() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("passwd"),
            """
            root:x:0:0:root:/root:/bin/bash
            daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
            bactrian:x:998:998::/opt/bactrian:/bin/sh
            alice:x:1000:1000:Alice,,,:/home/alice:/bin/bash
            ftp:x:1001:1001::/srv:/usr/sbin/nologin
            mail:x:1002:1002::/srv:/bin/false
            bob:x:1003:1003::/home/bob:/usr/bin/zsh
            nobody:x:65534:65534:nobody:/nonexistent:/bin/sh
            # a comment, and a line that is none:
            +@netgroup
            odd:x:no-number:1::/:/bin/sh
            """);
    assertThat(MachineUsers.people(file)).containsExactly("alice", "bob");
    assertThat(MachineUsers.people(folder.resolve("missing"))).isEmpty();
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(MachineUsers.people(binary)).isEmpty();
  }
}
