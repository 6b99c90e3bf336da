package dev.assay.connectors.github;

import dev.assay.connectors.remote.Answer;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may be under way now. GitHub has two limits: so many an hour, of which each answer tells what is left, and one on
 * bursts, which tells nothing before it is met. So there are fewer at once as the hour's requests run out, none when there is none
 * left, and after a refusal half as many, which grow again one by one. Thread-safe.
 */
final class Tempo {
    /** The hour's requests are counted apart for each of these. */
    enum Resource {
        CORE,
        GRAPHQL
    }

    private static final long LOOK_EVERY_MILLIS = 50;

    /** Answers in a row after which one request more is let in. */
    private static final int GROWS_AFTER = 20;

    /** For each request under way so many of the hour's are to be left, so that the last are not overdrawn. */
    private static final int LEFT_FOR_EACH = 10;

    private static final Duration MOST_TOLD = Duration.ofHours(2);
    private static final int MOST_DOUBLINGS = 4;

    private final int most;
    private final Duration quiet;
    private final Map<Resource, Hour> hours = new EnumMap<>(Resource.class);
    private int allowed;
    private int underWay;
    private int answersInARow;
    private int refusalsInARow;

    /** What is left of an hour's requests. */
    private static final class Hour {
        private long untilNanos = System.nanoTime();
        private int left = Integer.MAX_VALUE;

        long waitNanos() {
            return untilNanos - System.nanoTime();
        }
    }

    Tempo(int atOnce, Duration quiet) {
        this.most = Math.max(atOnce, 1);
        this.allowed = most;
        this.quiet = quiet;
    }

    /** Waits for a place; {@link #leave} gives it back. */
    synchronized void enter(Resource resource, Clock clock) throws UnreachableException {
        Hour hour = hour(resource);
        while (underWay >= places(resource) || hour.waitNanos() > 0) {
            clock.check();
            if (hour.waitNanos() > clock.leftNanos()) {
                throw new UnreachableException(
                        "the hour's requests are used up, and there is no time to wait for new ones");
            }
            try {
                wait(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                throw new UnreachableException("interrupted", e); // nobody interrupts a worker
            }
        }
        underWay++;
    }

    synchronized void leave() {
        underWay--;
        notifyAll();
    }

    /** How many may be under way of a resource; at least one, or nobody would learn that there are more again. */
    synchronized int places(Resource resource) {
        return Math.clamp(hour(resource).left / LEFT_FOR_EACH, 1, allowed);
    }

    private Hour hour(Resource resource) {
        return hours.computeIfAbsent(resource, _ -> new Hour());
    }

    /** Notes what an answer tells of the hour's requests. */
    synchronized void noted(Resource resource, Answer answer) {
        int remaining = remaining(answer);
        if (remaining < 0) {
            return;
        }
        Hour hour = hour(resource);
        hour.left = remaining;
        Duration wait = remaining == 0 ? untilReset(answer) : null;
        if (wait != null) {
            hour.untilNanos = System.nanoTime() + wait.toNanos();
            hour.left = Integer.MAX_VALUE; // as it will be then
        }
    }

    /** An answer that is one. */
    synchronized void answered() {
        refusalsInARow = 0;
        answersInARow++;
        if (answersInARow >= GROWS_AFTER && allowed < most) {
            answersInARow = 0;
            allowed++;
            notifyAll();
        }
    }

    /** A refusal because of too many requests: how long it is quiet then. */
    synchronized Duration refused(Answer answer) {
        answersInARow = 0;
        allowed = Math.max(allowed / 2, 1);
        Duration own = quiet.multipliedBy(1L << Math.min(refusalsInARow, MOST_DOUBLINGS));
        refusalsInARow++;
        Duration told = told(answer);
        return told == null ? own : told;
    }

    /** How long an answer wants us to wait; null if it says no time. */
    static @Nullable Duration told(Answer answer) {
        if (answer.header("Retry-After") != null) {
            return answer.retryAfter();
        }
        return remaining(answer) == 0 ? untilReset(answer) : null;
    }

    private static int remaining(Answer answer) {
        return (int) Math.min(number(answer.header("x-ratelimit-remaining")), Integer.MAX_VALUE);
    }

    /** By the server's own clock, if it tells the time. */
    private static @Nullable Duration untilReset(Answer answer) {
        long reset = number(answer.header("x-ratelimit-reset"));
        if (reset < 0) {
            return null;
        }
        long wait = Math.max(reset - now(answer.header("Date")).getEpochSecond(), 0);
        return wait > MOST_TOLD.toSeconds() ? null : Duration.ofSeconds(wait);
    }

    private static Instant now(@Nullable String date) {
        try {
            return date == null
                    ? Instant.now()
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }

    private static long number(@Nullable String text) {
        boolean sound = text != null
                && !text.isEmpty()
                && text.length() <= 12
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return sound ? Long.parseLong(text) : -1;
    }
}
