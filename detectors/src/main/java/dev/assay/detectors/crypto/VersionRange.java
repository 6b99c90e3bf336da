package dev.assay.detectors.crypto;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which versions of TLS bounds allow, in the order of {@code setup/versions.tsv}: the oldest means that one and all newer ones. The
 * newest alone is that one alone: whether older ones are allowed, the library decides. Stateless.
 */
final class VersionRange {
    private static final class Order {
        static final List<String> VERSIONS = Algorithms.rows("setup/versions.tsv", 2).stream()
                .map(row -> row.get(0))
                .toList();
    }

    private VersionRange() {}

    /** Puts {@code versions} in the place of {@code minVersion} and {@code maxVersion}. */
    static void resolve(Map<String, String> parameters) {
        String oldest = parameters.remove("minVersion");
        String newest = parameters.remove("maxVersion");
        if (oldest != null) {
            parameters.putIfAbsent("versions", from(oldest, newest == null ? "" : newest));
        } else if (newest != null) {
            parameters.putIfAbsent("versions", newest);
        }
    }

    /** Of several bounds, of which one counts, the widest. */
    private static String from(String oldest, String newest) {
        List<String> order = Order.VERSIONS;
        int first = order.size();
        List<String> others = new ArrayList<>(0); // not known, or of DTLS
        for (String one : Parts.of(oldest, '|')) {
            int at = order.indexOf(one);
            first = at < 0 ? first : Math.min(first, at);
            if (at < 0) {
                others.add(one);
            }
        }
        int last = -1;
        boolean isEnded = false;
        for (String one : Parts.of(newest, '|')) {
            int at = order.indexOf(one);
            last = Math.max(last, at < 0 ? order.size() - 1 : at);
            isEnded |= at >= 0;
        }
        List<String> all = new ArrayList<>(order.subList(first, Math.max(first, last + 1)));
        if (all.isEmpty() && first < order.size()) {
            all.add(order.get(first)); // the newest is older than the oldest, so that nothing is allowed
        } else if (all.isEmpty() && isEnded) {
            all.add(order.get(last)); // from wherever it begins
        }
        all.addAll(others);
        return String.join("|", all);
    }
}
