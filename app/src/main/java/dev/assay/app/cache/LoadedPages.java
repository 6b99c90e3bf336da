package dev.assay.app.cache;

import dev.assay.app.cache.DirectoryPage.Entry;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages that the walk is at, with the facts of their files, fetched together. Bounded by bytes: the directory that
 * was needed longest ago goes first. Not thread-safe.
 */
final class LoadedPages {
    static final long MOST_BYTES = 24L << 20;

    /** Of a directory with many pages: the one that the walk is at, and the one that slower threads are still at. */
    private static final int PAGES_OF_ONE_DIRECTORY = 2;

    /** What an entry takes in memory beside its facts: itself, a name of some 20 letters, a digest, a place in a table. */
    private static final int ENTRY_BYTES = 420;

    private record Loaded(DirectoryPage page, long bytes) {}

    private final LinkedHashMap<String, Deque<Loaded>> directories = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, byte[]> facts = new HashMap<>();
    private long bytes;

    /** What a page that was not touched for long is told to. */
    interface Touch {
        void page(long id, long usedMillis);
    }

    /** The entry of a name; reads the page where it would be, if that is not here yet. */
    @Nullable
    Entry entry(Database database, String directory, String name, Touch touch) throws SQLException {
        Deque<Loaded> pages = directories.get(directory);
        if (pages != null) {
            for (Loaded loaded : pages) {
                if (loaded.page().covers(name)) {
                    return loaded.page().entries().get(name);
                }
            }
        }
        Database.Page stored = database.page(directory, name);
        DirectoryPage page = stored == null ? DirectoryPage.empty() : stored.page();
        if (stored != null) {
            touch.page(stored.id(), stored.usedMillis());
        }
        keep(directory, page);
        return page.entries().get(name);
    }

    /** A row of facts that came with a page. */
    byte @Nullable [] fact(long id) {
        return facts.get(id);
    }

    void forgetFact(long id) {
        facts.remove(id);
    }

    /** Another version of this directory is in the store now. */
    void forget(String directory) {
        Deque<Loaded> pages = directories.remove(directory);
        if (pages != null) {
            pages.forEach(this::drop);
        }
    }

    void clear() {
        directories.clear();
        facts.clear();
        bytes = 0;
    }

    long bytes() {
        return bytes;
    }

    private void keep(String directory, DirectoryPage page) {
        long taken = 300 + 2L * directory.length();
        for (Entry entry : page.entries().values()) {
            taken += ENTRY_BYTES + entry.facts().length;
            if (entry.facts().length > 0) {
                facts.put(entry.factId(), entry.facts());
            }
        }
        Deque<Loaded> pages = directories.computeIfAbsent(directory, key -> new ArrayDeque<>(2));
        pages.addFirst(new Loaded(page, taken));
        bytes += taken;
        if (pages.size() > PAGES_OF_ONE_DIRECTORY) {
            drop(pages.removeLast());
        }
        Iterator<Deque<Loaded>> eldest = directories.values().iterator();
        while (bytes > MOST_BYTES && directories.size() > 1) {
            eldest.next().forEach(this::drop);
            eldest.remove();
        }
    }

    /** Facts that two pages share go with the first; whoever needs them then reads them alone. */
    private void drop(Loaded loaded) {
        bytes -= loaded.bytes();
        loaded.page().entries().values().forEach(entry -> facts.remove(entry.factId()));
    }
}
