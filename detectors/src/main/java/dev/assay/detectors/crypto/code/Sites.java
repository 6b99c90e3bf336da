package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells programs in which no row can be a use from those that must be gone through, by the names that they mention: exact as far as
 * names are not put together of parts. What a row is of is only ever called, set or named by the last part of its name, in a program
 * that imports its module or what makes its object. Immutable and shared between threads.
 */
final class Sites {
    /**
     * What a program must mention for a row to match, beside the last part of its name.
     *
     * @param modules first parts of modules of which one is imported; any if there are none
     * @param needed of each list one name
     * @param set the member that must be set; empty for none
     */
    private record Site(Set<String> modules, List<String> names, List<List<String>> needed, String set) {
        private boolean isIn(Mentions mentions) {
            return (modules.isEmpty() || modules.stream().anyMatch(mentions::hasModule))
                    && names.stream().allMatch(mentions::has)
                    && (set.isEmpty() || mentions.isSet(set))
                    && hasNeeded(mentions);
        }

        private boolean isImported(Mentions mentions) {
            return modules.stream().anyMatch(mentions::hasModule) && hasNeeded(mentions);
        }

        private boolean hasNeeded(Mentions mentions) {
            return needed.stream().allMatch(some -> some.stream().anyMatch(mentions::has));
        }
    }

    private final ApiTable table;
    private final Map<String, List<Site>> uses = new HashMap<>();
    private final Map<String, List<Site>> guessable = new HashMap<>();
    private final boolean hasNamed;
    private final Set<String> byName;

    Sites(ApiTable table) {
        this.table = table;
        this.hasNamed = table.hasNamed();
        this.byName = table.byName();
        table.each((callee, row) -> {
            boolean isNamed = callee.startsWith(ApiTable.NAMED);
            if (!isNamed && (!row.purpose().isEmpty() || row.takes() != null)) {
                add(uses, callee, row);
            }
            if (row.isGuessable()) {
                add(guessable, callee, row);
            }
        });
    }

    private static String last(String callee) {
        return callee.substring(Math.max(callee.lastIndexOf('.'), callee.lastIndexOf(' ')) + 1);
    }

    private void add(Map<String, List<Site>> to, String callee, ApiRow row) {
        String path = callee.substring(callee.lastIndexOf(' ') + 1);
        String last = last(callee);
        if (last.startsWith("[")) {
            last = last.substring(1, last.length() - 1);
        }
        Set<String> modules = new HashSet<>();
        List<String> names = List.of();
        List<String> parts = Parts.of(path, '.');
        if (path.startsWith(ApiTable.UNKNOWN)) {
            for (ApiRow.Asked asked : row.asks()) {
                if (asked.isMade()) {
                    modules.add(Parts.of(asked.type(), '.').getFirst());
                }
            }
        } else if (parts.size() > 1) {
            Set<String> makers = table.makers(String.join(".", parts.subList(0, parts.size() - 1)));
            modules.add(parts.getFirst());
            modules.addAll(makers);
            names = makers.isEmpty() ? parts.subList(1, parts.size() - 1) : List.of();
        }
        to.computeIfAbsent(last, _ -> new ArrayList<>(1))
                .add(new Site(modules, names, row.neededWords(), row.isAssignment() ? last : ""));
    }

    /** Whether some row may be a use in a program. */
    boolean areIn(Mentions mentions) {
        boolean isByName = byName.stream().anyMatch(mentions::has);
        if (isByName && isAny(uses, Gives.ANY, mentions)) {
            return true;
        }
        if (byName.stream().anyMatch(mentions::isGivenNames) && isAnyOfImported(mentions)) {
            return true;
        }
        boolean isGuessable = false;
        boolean isNamed = false;
        for (String name : mentions.names()) {
            if (isAny(uses, name, mentions) || isAny(uses, setter(name), mentions)) {
                return true;
            }
            isGuessable = isGuessable || hasNamed && isAny(guessable, name, mentions);
            isNamed = isNamed || hasNamed && !table.ofNamed(name).isEmpty();
        }
        return isGuessable && isNamed;
    }

    /** Whether something of a module may be used, under whatever name. */
    private boolean isAnyOfImported(Mentions mentions) {
        return uses.values().stream().flatMap(List::stream).anyMatch(site -> site.isImported(mentions));
    }

    private static boolean isAny(Map<String, List<Site>> sites, String name, Mentions mentions) {
        List<Site> all = sites.get(name);
        return all != null && all.stream().anyMatch(site -> site.isIn(mentions));
    }

    private static String setter(String name) {
        return name.isEmpty() || name.charAt(0) < 'a' || name.charAt(0) > 'z'
                ? name
                : "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
