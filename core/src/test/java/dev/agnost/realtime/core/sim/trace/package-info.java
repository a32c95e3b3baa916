/**
 * What a run of the simulation leaves behind: a {@link dev.agnost.realtime.core.sim.trace.Trace} of
 * {@link dev.agnost.realtime.core.sim.trace.TraceRecord records}. Shares no code with core. For one thread.
 *
 * <p>The harness writes the records by wrapping what it gives to the client and what the client
 * gives to it; nothing here is reported by core itself, except where noted. This page is the contract between
 * the one who writes a trace and the one who judges it. A name with {@code ?} may be missing. All
 * times and durations are whole nanoseconds. {@code data} is any text of which equal texts mean
 * equal values, attachments included.
 *
 * <h2>The application: epoch 0</h2>
 *
 * <ul>
 *   <li>{@code API_CALL} {@code id} (unique within the client), {@code op}, {@code thread}, and
 *       {@code inside?} (the {@code cb} of the callback that makes the call). By {@code op}:
 *       <ul>
 *         <li>{@code open}; {@code close}; {@code release}, which is the client's own close
 *         <li>{@code send}, {@code broadcast}: {@code msg} (number of the message, unique within the
 *             client and carried inside its payload), {@code channel?} (missing in a broadcast),
 *             {@code event}, {@code echo?} (flag, missing when not given), {@code data}, {@code
 *             attachments} (how many), {@code bytes} (of the payload with its attachments), {@code
 *             size} (of the whole packet with its attachments, as it must be on the wire)
 *         <li>{@code cancel}: {@code of} (the {@code id} of the send whose future is cancelled)
 *         <li>{@code on}, {@code once}: {@code listener} (number of the registration, unique within
 *             the client), {@code event}: a message's name, {@code *} for catch-all, or {@code
 *             @join}, {@code @leave}, {@code @update}, {@code @user}, {@code @connect}, {@code
 *             @disconnect}, {@code @error}, {@code @attempt}, {@code @state}. Registrations given
 *             to the builder are recorded as {@code on} at the beginning
 *         <li>{@code off}: exactly one of {@code listener} (one registration), {@code event} (all of
 *             an event; {@code *} is {@code offAny()}) or {@code all} (flag: {@code off()})
 *         <li>{@code join}, {@code leave}: {@code channel}, {@code echo?}
 *         <li>{@code updateProfile}: {@code data}, {@code echo?}
 *       </ul>
 *   <li>{@code API_RETURN} {@code id}, {@code op}, {@code thread}, {@code failed?} (simple name of
 *       what was thrown)
 *   <li>{@code API_DONE} {@code id}, {@code op} (open, close, release, send, broadcast), {@code
 *       outcome}: {@code done}, {@code dropped} with {@code cause} (the name of the {@code
 *       NotSentException.Reason}), {@code cancelled}, or {@code failed} with {@code cause} (the
 *       code). Recorded the moment it happens, by a dependent stage without an executor
 *   <li>{@code SNAP} {@code state}, {@code sid?}, {@code connected} (flag): what {@code state()},
 *       {@code getSocketId()} and {@code isConnected()} return. Read after each step of the scheduler
 *       and at the beginning of each callback, recorded when it is new. Times are judged by it,
 *       because callbacks may come late
 *   <li>{@code ASK} {@code id}, {@code what}: {@code apiKey}, {@code session} or {@code headers};
 *       {@code ANSWER} {@code id}, {@code outcome}: {@code ok} or {@code failed}, {@code session?}
 *       (which token, a number)
 * </ul>
 *
 * <h2>Callbacks: epoch 0</h2>
 *
 * <ul>
 *   <li>{@code CB_BEGIN} {@code cb} (number of this run of a listener, unique within the client),
 *       {@code listener}, {@code event} (as in {@code on}; for a catch-all listener {@code *}, with
 *       the message's name in {@code name}), {@code thread}; of a message or an Agnost event also
 *       {@code in} (the number inside the payload), {@code channel?}, {@code data?} (left out when
 *       the listener does not read it)
 *   <li>{@code CB_END} {@code cb}, {@code listener}, {@code outcome}: {@code ok} or {@code threw}
 *   <li>{@code EVT_CONNECT} {@code sid?}; {@code EVT_DISCONNECT} {@code reason} (the platform's
 *       text); {@code EVT_ERROR} {@code code}, {@code kind}, {@code status?}, {@code retryIn?}
 *       (missing when it is not retried); {@code EVT_ATTEMPT} {@code n}; {@code EVT_GIVEUP}; {@code
 *       ST} {@code from}, {@code to}, {@code cause?}, {@code attempt}, {@code delay?}. Recorded by
 *       one listener of each sort, given to the builder, between its {@code CB_BEGIN} and {@code
 *       CB_END}. {@code EVT_GIVEUP} comes right after the {@code ST} to FAILED
 * </ul>
 *
 * <h2>Timers: epoch 0</h2>
 *
 * <ul>
 *   <li>{@code TMR_ARM} {@code timer} (number, unique within the client), {@code purpose} (the
 *       simple name of the class that owns the task, without what follows {@code $$}), {@code delay}
 *       (as asked), {@code due} (the earliest {@code t})
 *   <li>{@code TMR_CANCEL} {@code timer}: only when it was armed; {@code TMR_FIRE} {@code timer}.
 *       Each client is given timers of its own, so that these have a client
 * </ul>
 *
 * <h2>The wire, as it is at the client's edge of it</h2>
 *
 * <p>{@code epoch} counts the client's calls of {@code Transport.connect} that did not throw, from
 * 1. A call that threw is {@code WIRE_ATTEMPT} and {@code WIRE_CLOSED how=threw} and {@code
 * WIRE_GONE} of its own epoch. {@code stale} (flag) marks what a rude transport tells after the
 * terminal signal of that epoch or after {@code WIRE_LEFT how=abort}.
 *
 * <ul>
 *   <li>{@code WIRE_ATTEMPT}; {@code WIRE_OPEN} {@code stale?}
 *   <li>{@code WIRE_TX}: when {@code sendText} or {@code sendBinary} is called and does not throw.
 *       {@code packet}: {@code connect} ({@code session?}, which token, a number), {@code
 *       disconnect}, {@code pong}, {@code binary} ({@code bytes}), {@code event}, {@code other}. Of
 *       an event {@code event}: {@code join}, {@code leave}, {@code update} or {@code message};
 *       {@code channel?}, {@code echo?} (missing when not in the packet), {@code attachments} (how
 *       many binary frames follow), {@code data?} (with the attachments as far as the harness knows
 *       them); of a message also {@code name}, {@code msg} and {@code state?} (what {@code state()}
 *       says at this moment)
 *   <li>{@code WIRE_RX}: right before {@code onText} or {@code onBinary} is called. {@code packet}:
 *       {@code open} ({@code pingInterval}, {@code pingTimeout}), {@code ping}, {@code noop}, {@code
 *       engineClose}, {@code connect} ({@code sid?}), {@code connectError} ({@code code}, {@code
 *       origin?}), {@code disconnect}, {@code event} ({@code event}: the name on the wire, {@code
 *       in}, {@code channel?}, {@code data?}, {@code attachments}), {@code binary}, {@code bad}
 *       ({@code why}; {@code skip} (flag) when the rule is to count and skip it rather than to
 *       close). {@code bytes}, {@code stale?}, {@code undemanded?} (flag: a rude transport that
 *       delivers more than was asked for), {@code owed?} (flag: the header or an attachment of a
 *       packet whose other attachments never come)
 *   <li>{@code WIRE_THREW} {@code op}: {@code send}, {@code request}, {@code close} or {@code abort}
 *       threw (there is no {@code WIRE_TX} of that frame then). {@code msg?}: of the message that
 *       {@code send} was given
 *   <li>{@code WIRE_DEMAND} {@code open} (flag): after a step of the scheduler the outstanding demand
 *       has become 0 (false), or is not 0 any more (true). Recorded from the first {@code false} on
 *   <li>{@code WIRE_SEEN}, {@code WIRE_SENT}: the same frames at the server's edge, for readers; not
 *       judged, may be left out
 *   <li>{@code WIRE_LEFT} {@code how}: {@code close} (with {@code code}) or {@code abort}: the first
 *       call of each by the client
 *   <li>{@code WIRE_CLOSED} right before the terminal signal. {@code how}: {@code close} ({@code
 *       code}), {@code lost}, {@code refused} ({@code status}, {@code retryAfter?}), {@code
 *       unreachable}, {@code tls}, {@code protocol}, {@code tooLarge}, {@code overflow}, {@code
 *       resource}, {@code aborted}, {@code listener}, {@code threw}. {@code stale?}
 *   <li>{@code WIRE_GONE}: once for each epoch, when the transport has released it
 *   <li>{@code WIRE_ROOMS} {@code sid}, {@code rooms} (sorted, joined by commas), {@code profile?}
 *       (as {@code data} of {@code updateProfile}): what the server knows of a connection, recorded
 *       at the end of the heal phase
 * </ul>
 *
 * <h2>The rest</h2>
 *
 * <ul>
 *   <li>{@code RES} {@code what} and {@code value}: {@code tasks} (run by the scheduler in one
 *       instant; recorded from 200 on), {@code inbound} (events delivered on the wire whose
 *       callbacks are outstanding, as core counts them), {@code retained} (bytes that core holds,
 *       as it counts them), {@code threads}, {@code descriptors}
 *   <li>{@code LOG} {@code level}, {@code text}
 *   <li>{@code RUN} {@code phase}: {@code chaos}, {@code heal}, {@code healed}, {@code closing},
 *       {@code end}; client 0, epoch 0. {@code heal}: from here on no fault; {@code healed}: the
 *       end of that, everything must be well; {@code end}: the last record. {@code asleep}, with the
 *       right client and {@code duration}: the client has just woken up; before that it could do
 *       nothing for so long (suspend, pause)
 *   <li>Acknowledgements, which the product does not offer, are judged if they appear: {@code ack} of
 *       a {@code WIRE_TX} or {@code WIRE_RX} event, {@code packet=ack} with {@code ack} either way
 *   <li>{@code NET_*}, {@code MSG_*}: core's own word; not judged
 * </ul>
 */
@NullMarked
package dev.agnost.realtime.core.sim.trace;

import org.jspecify.annotations.NullMarked;
