package dev.assay.detectors.model.tensorflow;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.Operators;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.GivenTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of one graph or function, until it is known which of them are given constant texts: a node may stand before
 * those that it takes its inputs from. What it keeps is taken from the budget's memory until it is closed; what does not
 * fit is a gap, and its operators are noted without what they are given. Belongs to one decoding.
 */
final class Constants implements AutoCloseable {
    /** How many nodes that only pass on their input are looked through. */
    private static final int MOST_STEPS = 8;

    private static final int PORTION_BYTES = 1 << 20;
    private static final int MOST_PORTIONS = 64;

    /** What a kept node or text costs beside its characters. */
    private static final int OVERHEAD_BYTES = 200;

    private record Waiting(String place, String operator, List<String> inputs, String argument, long offsetBytes) {}

    private final Operators operators;
    private final Sink out;
    private final Budget budget;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> passedOn = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private long leftBytes;
    private int portions;
    private long firstBeyond = -1;

    Constants(Operators operators, Sink out, Budget budget) {
        this.operators = operators;
        this.out = out;
        this.budget = budget;
    }

    /**
     * Takes a node.
     *
     * @param place its name with its function
     * @param argument texts among its attributes
     * @param value the texts of a constant
     */
    void node(
            String place,
            String name,
            String operator,
            Inputs inputs,
            String argument,
            String value,
            long offsetBytes) {
        if (!value.isEmpty() && fits(name.length() + value.length(), offsetBytes)) {
            texts.put(name, value);
        }
        List<String> from = inputs.names();
        if (operator.equals("Identity")
                && from.size() == 1
                && fits(name.length() + from.getFirst().length(), offsetBytes)) {
            passedOn.put(name, from.getFirst());
        }
        int size = place.length() + operator.length() + argument.length() + inputs.length();
        if (from.isEmpty() || !fits(size, offsetBytes)) {
            operators.add("", operator, place, argument, offsetBytes);
        } else {
            waiting.add(new Waiting(place, operator, from, argument, offsetBytes));
        }
    }

    private boolean fits(int chars, long offsetBytes) {
        long size = 2L * chars + OVERHEAD_BYTES;
        if (size > leftBytes && portions < MOST_PORTIONS && budget.tryTakeMemory(PORTION_BYTES)) {
            portions++;
            leftBytes += PORTION_BYTES;
        }
        if (size > leftBytes) {
            firstBeyond = firstBeyond < 0 ? offsetBytes : firstBeyond;
            return false;
        }
        leftBytes -= size;
        return true;
    }

    /** Notes the nodes that waited, with the constant texts that they are given, and says if there was more than fits. */
    @Override
    public void close() {
        waiting.forEach(node -> operators.add("", node.operator(), node.place(), given(node), node.offsetBytes()));
        budget.giveBackMemory((long) portions * PORTION_BYTES);
        portions = 0;
        if (firstBeyond >= 0) {
            out.gap(
                    GapKind.LIMIT,
                    firstBeyond,
                    "a graph with more nodes than are kept, so it is not known what some operators are given",
                    -1);
        }
    }

    /** Constants first: the name of a file is the first input of every operator that has one. */
    private String given(Waiting node) {
        GivenTexts given = new GivenTexts();
        for (String input : node.inputs()) {
            String text = texts.get(source(input));
            if (text != null) {
                given.add(text);
            }
        }
        if (!node.argument().isEmpty()) {
            given.add(node.argument());
        }
        return given.toString();
    }

    private String source(String input) {
        String at = input;
        for (int i = 0; i < MOST_STEPS; i++) {
            String from = passedOn.get(at);
            if (from == null) {
                return at;
            }
            at = from;
        }
        return at;
    }
}
