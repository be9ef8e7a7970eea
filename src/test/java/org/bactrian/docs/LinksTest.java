package org.bactrian.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every link between pages leads somewhere, and every page can be reached from the README. */
class LinksTest {

  @Test
  void every_link_leads_to_a_file_and_a_heading() {
    List<String> broken = new ArrayList<>();
    for (Path page : Manual.pages()) {
      for (String link : Manual.links(Manual.text(page))) {
        if (!leadsSomewhere(page, link)) broken.add(page + ": " + link);
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void a_missing_file_and_a_missing_heading_are_seen() {
    assertThat(leadsSomewhere(Manual.README, "src/site/markdown/none.md")).isFalse();
    assertThat(leadsSomewhere(Manual.README, "#no-such-heading")).isFalse();
    assertThat(Manual.anchors("# Who is `kept` from [what](x.md)?\n## A\n## A\n"))
        .containsExactlyInAnyOrder("who-is-kept-from-what", "a", "a-1");
  }

  @Test
  void every_page_can_be_reached_from_the_readme() {
    Set<Path> reached = new HashSet<>();
    reach(Manual.README, reached);
    assertThat(reached).containsAll(Manual.pages());
  }

  private static void reach(Path page, Set<Path> reached) {
    if (!page.toString().endsWith(".md") || !reached.add(page)) return;
    for (String link : Manual.links(Manual.text(page))) {
      if (!isElsewhere(link)) reach(file(page, link), reached);
    }
  }

  private static boolean leadsSomewhere(Path page, String link) {
    if (isElsewhere(link)) return true;
    Path file = file(page, link);
    if (!Files.exists(file)) return false;
    int anchor = link.indexOf('#');
    return anchor < 0 || Manual.anchors(Manual.text(file)).contains(link.substring(anchor + 1));
  }

  private static boolean isElsewhere(String link) {
    return link.startsWith("http://") || link.startsWith("https://");
  }

  private static Path file(Path page, String link) {
    String path = link.replaceFirst("#.*", "");
    if (path.isEmpty()) return page;
    Path here = Path.of("").toAbsolutePath();
    return here.relativize(here.resolve(page).resolveSibling(path).normalize());
  }
}
