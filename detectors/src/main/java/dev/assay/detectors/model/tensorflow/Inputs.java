package dev.assay.detectors.model.tensorflow;

import java.util.ArrayList;
import java.util.List;

/** The first inputs of a node, by the names of the nodes that they come from. */
final class Inputs {
    /** Names of files are among the first inputs of every operator that has any. */
    private static final int MOST = 4;

    private final List<String> names = new ArrayList<>(MOST);

    /** Adds an input as a graph writes it: {@code node}, {@code node:1}, in functions {@code node:output:0}. */
    void add(String input) {
        if (names.size() < MOST && !input.startsWith("^")) {
            int colon = input.indexOf(':');
            names.add(colon < 0 ? input : input.substring(0, colon));
        }
    }

    /** Not to be changed. */
    List<String> names() {
        return names;
    }

    /** Of all the names together, in characters. */
    int length() {
        return names.stream().mapToInt(String::length).sum();
    }
}
