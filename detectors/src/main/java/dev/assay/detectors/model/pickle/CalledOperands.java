package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import org.jspecify.annotations.Nullable;

/** What a call does with callables among its arguments: those that it calls, or makes instances of, count as called. */
final class CalledOperands {
    private final Session session;

    CalledOperands(Session session) {
        this.session = session;
    }

    /** Notes what calling a row that runs its operands does with these. */
    void note(Callables.Row row, int arguments, long offset) throws MachineMemory.FullException {
        switch (row.meaning) {
            case MAKES_INSTANCE -> {
                operand(arguments, 0, Use.INSTANTIATED, offset);
                operand(arguments, 1, Use.CALLED, offset);
            }
            case CALLS_FIRST, MAKES_CLASS -> operand(arguments, 0, Use.CALLED, offset);
            case CALLS_SECOND -> operand(arguments, 1, Use.CALLED, offset);
            case ITER -> {
                if (count(arguments) != 1) {
                    operand(arguments, 0, Use.CALLED, offset);
                }
            }
            case FOLDS -> {
                if (!isUnionOfTypes(arguments)) {
                    row.calledOtherwise = true;
                    operand(arguments, 0, Use.CALLED, offset);
                }
            }
            case READS_FIRST -> {
                if (item(arguments, 0) != Tag.NONE) {
                    session.anomaly("model/pickle-loads-other-file", "dateutil reads a time zone from a file", offset);
                }
            }
            case RANDOM -> random(arguments, offset);
            case TYPE -> {
                if (count(arguments) < 0 || count(arguments) > 1) {
                    session.anomaly("model/pickle-special-state", "type makes a class with methods of its own", offset);
                }
            }
            default -> {}
        }
    }

    /** How many arguments there are, or -1. */
    private int count(int arguments) {
        return Tag.isContainer(arguments) && Tag.kind(arguments) != Tag.DICT ? session.ring.size(arguments) : -1;
    }

    /** An argument; {@code pickle.py} calls with any iterable, C only with a tuple. */
    int item(int arguments, int i) {
        return i < count(arguments) ? session.ring.item(arguments, i) : Tag.UNKNOWN;
    }

    /** Notes what a callable does with one of the callables that it is given. */
    private void operand(int arguments, int index, Use use, long offset) throws MachineMemory.FullException {
        if (count(arguments) < 0) {
            int unseen = session.callables.named(Calls.UNKNOWN_NAME, Calls.UNKNOWN_NAME, Reach.COMPUTED, offset);
            session.callables.row(unseen).uses.add(use);
            return;
        }
        int operand = item(arguments, index);
        int derivedFrom = session.derived.callable(operand);
        if (derivedFrom >= 0) {
            session.callables.row(derivedFrom).uses.add(Use.RESULT_CALLED);
        } else if (Tag.isCallable(operand)) {
            Callables.Row row = session.callables.row(Tag.payload(operand));
            boolean further = Tag.kind(operand) == Tag.RESULT || row.meaning.runsOperands();
            row.uses.add(further ? Use.RESULT_CALLED : use);
            row.calledOtherwise = true;
            if (row.meaning.returnsClass()) {
                session.classes.unseen(); // whoever calls it may give it anything
            }
        }
    }

    /** numpy's own maker of bit generators is the usual second argument, and does no more than is judged here. */
    private void random(int arguments, long offset) throws MachineMemory.FullException {
        if (Tag.kind(item(arguments, 0)) == Tag.GLOBAL) {
            operand(arguments, 0, Use.CALLED, offset);
        }
        int maker = item(arguments, 1);
        boolean ofNumpy =
                Tag.kind(maker) == Tag.GLOBAL && session.callables.row(Tag.payload(maker)).meaning == Meaning.RANDOM;
        if (!ofNumpy) {
            operand(arguments, 1, Use.CALLED, offset);
        }
    }

    /** Whether it is something of {@code typing} that takes types in brackets, and makes a type of them. */
    boolean isTypeForm(int owner) {
        Callables.Row row = imported(owner);
        return row != null && ClassNames.get().isTypeForm(row.module, row.name);
    }

    /** {@code functools.reduce(operator.or_, (int, type(None)))}, which is how {@code int | None} is pickled. */
    private boolean isUnionOfTypes(int arguments) {
        Callables.Row function = imported(item(arguments, 0));
        int types = item(arguments, 1);
        boolean may = count(arguments) == 2
                && function != null
                && function.name.equals("or_")
                && (function.module.equals("_operator") || function.module.equals("operator"))
                && Tag.kind(types) == Tag.TUPLE
                && !session.ring.isCut(types);
        for (int i = 0; i < session.ring.size(types) && may; i++) {
            int type = session.ring.item(types, i);
            boolean ofValue =
                    Tag.kind(type) == Tag.RESULT && session.callables.row(Tag.payload(type)).meaning == Meaning.TYPE;
            may = ofValue || imported(type) != null;
        }
        return may && session.ring.size(types) > 0;
    }

    /** What is named by literals, as a whole. */
    private Callables.@Nullable Row imported(int tag) {
        Callables.Row row = Tag.kind(tag) == Tag.GLOBAL ? session.callables.row(Tag.payload(tag)) : null;
        return row != null && (row.reach == Reach.GLOBAL || row.reach == Reach.STACK_GLOBAL) ? row : null;
    }
}
