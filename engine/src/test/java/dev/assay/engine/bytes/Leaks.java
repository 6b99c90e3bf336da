package dev.assay.engine.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Fails a test after which something of the memory that it made here is still out: a buffer, a spool, a part of the
 * memory. Registered by itself in every module. (A scan checks its own memory, see Scanner.)
 */
public final class Leaks implements TestInstancePreConstructCallback, AfterEachCallback {
    private static final int MOST_MADE = 64;
    private static final InheritableThreadLocal<@Nullable List<Memory>> MADE = new InheritableThreadLocal<>();

    private static final ThreadLocal<@Nullable List<ByteReader>> READERS = new ThreadLocal<>();

    /** Memory that must be whole again when the test ends. */
    public static Memory memory(long limitBytes) {
        Memory memory = new Memory(limitBytes, new Buffers(4));
        List<Memory> made = MADE.get();
        if (made != null) {
            if (made.size() >= MOST_MADE) {
                made.removeIf(each -> each.out().isEmpty()); // a test may make thousands, each with idle buffers
            }
            made.add(memory);
        }
        return memory;
    }

    /** A reader that the test need not close. */
    public static ByteReader closedAfterwards(ByteReader reader) {
        List<ByteReader> readers = READERS.get();
        if (readers != null) {
            readers.add(reader);
        }
        return reader;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext test) {
        MADE.set(Collections.synchronizedList(new ArrayList<>()));
        READERS.set(new ArrayList<>());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<ByteReader> readers = READERS.get();
        READERS.remove();
        if (readers != null) {
            readers.forEach(ByteReader::close);
        }
        List<Memory> made = MADE.get();
        MADE.remove();
        AssertionError leak = new AssertionError("after the test this is still out:");
        if (made != null) {
            made.forEach(memory -> memory.out().forEach(leak::addSuppressed));
        }
        if (leak.getSuppressed().length > 0) {
            throw leak;
        }
    }
}
