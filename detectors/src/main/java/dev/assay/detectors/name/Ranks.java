package dev.assay.detectors.name;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the names of one list stand in it: enough for a name that is there, which is compared with no other. Built once, then immutable and
 * shared between threads.
 */
final class Ranks {
    private final PopularNames list;
    private final Map<String, Integer> ranks;

    /** Names in small letters, of Go only. */
    private final Map<String, Integer> inOtherCase = new HashMap<>();

    Ranks(PopularNames list) {
        this.list = list;
        List<String> names = list.names();
        this.ranks = HashMap.newHashMap(names.size());
        for (int i = 0; i < names.size(); i++) {
            ranks.put(names.get(i), i);
            if (list.ecosystem() == Ecosystem.GO) {
                inOtherCase.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
            }
        }
    }

    PopularNames list() {
        return list;
    }

    /** Where a name stands in the list, from 0; -1 if it does not. */
    int rank(PackageName name) {
        return ranks.getOrDefault(name.canonical(), -1);
    }

    /**
     * Where a module stands that is written with other capitals, or -1. That is the same one: hosts of repositories do not tell cases apart, and
     * purls of Go have small letters only.
     */
    int rankInOtherCase(PackageName name) {
        return inOtherCase.isEmpty()
                ? -1
                : inOtherCase.getOrDefault(name.canonical().toLowerCase(Locale.ROOT), -1);
    }
}
