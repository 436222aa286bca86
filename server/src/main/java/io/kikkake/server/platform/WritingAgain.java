package io.kikkake.server.platform;

/**
 * The database was away and is back. Nobody else wrote meanwhile, but a commit whose answer got lost may have happened: who keeps
 * in memory what is in the database reads it anew.
 */
public record WritingAgain() {}
