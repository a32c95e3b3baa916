package dev.agnost.realtime.examples.chat;

/**
 * The profile of somebody in the chat.
 *
 * @param name what others call them
 */
record Person(String name) {}
