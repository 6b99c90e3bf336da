package dev.assay.app.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.app.cache.DirectoryPage.Entry;
import dev.assay.engine.cache.FileIdentity;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DirectoryPageTest {
    private static Entry entry(int i) {
        return new Entry(new FileIdentity("/d", "n", 1, i, 3, 4, 5), Samples.content(i), i, new byte[] {1, 2, 3});
    }

    @Property
    void namesAreInSqlitesOrder(
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = '\ue000', to = '\uffff') String a,
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = '\ue000', to = '\uffff') String b,
            @ForAll @IntRange(min = 0x10000, max = 0x10ffff) int beyond) {
        for (String left : List.of(a, a + Character.toString(beyond))) {
            for (String right : List.of(b, b + Character.toString(beyond), a)) {
                int bytes = Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
                assertThat(Integer.signum(DirectoryPage.compare(left, right))).isEqualTo(Integer.signum(bytes));
            }
        }
    }

    @Property(tries = 50)
    void pagesCoverEveryNameOnce(@ForAll @IntRange(min = 0, max = 5000) int files) {
        TreeMap<String, Entry> all = new TreeMap<>(DirectoryPage::compare);
        for (int i = 0; i < files; i++) {
            all.put("file-" + i, entry(i));
        }
        List<DirectoryPage> pages = DirectoryPage.empty().split(all);
        Map<String, Entry> together = new HashMap<>();
        for (DirectoryPage page : pages) {
            assertThat(page.entries().size()).isLessThanOrEqualTo(DirectoryPage.MOST_FILES);
            assertThat(page.entries().keySet()).allMatch(page::covers);
            together.putAll(page.entries());
        }
        assertThat(together).isEqualTo(all);
        for (String name : List.of("", "file-", "file-3000", "zzz")) {
            assertThat(pages.stream().filter(page -> page.covers(name))).hasSize(1);
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        DirectoryPage page = new DirectoryPage("a", "ü", Map.of("b", entry(1), "é.pkl", entry(2)));
        DirectoryPage read = DirectoryPage.read("a", page.write());
        assertThat(read.upper()).isEqualTo("ü");
        assertThat(read.entries()).containsOnlyKeys("b", "é.pkl");
        assertThat(read.entries().get("b").is(new FileIdentity("/d", "n", 1, 1, 3, 4, 5)))
                .isTrue();
        assertThat(read.entries().get("b").is(new FileIdentity("/d", "n", 1, 1, 3, 4, 6)))
                .isFalse();
        assertThat(read.entries().get("é.pkl").content()).isEqualTo(Samples.content(2));
        assertThat(read.entries().get("é.pkl").facts()).containsExactly(1, 2, 3);
    }

    @Test
    void everyDamageIsNoticed() {
        byte[] page = new DirectoryPage("", null, Map.of("b", entry(1))).write();
        for (int i = 0; i < page.length; i++) {
            byte[] flipped = page.clone();
            flipped[i] ^= 4;
            assertThatThrownBy(() -> DirectoryPage.read("", flipped)).isInstanceOf(IOException.class);
            byte[] cut = Arrays.copyOf(page, i);
            assertThatThrownBy(() -> DirectoryPage.read("", cut)).isInstanceOf(IOException.class);
        }
    }
}
