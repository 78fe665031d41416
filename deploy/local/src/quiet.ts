/** How much the services write into their log files. */
export const serviceLogLevel = process.env['LOG_LEVEL'] ?? 'info';

// The Kafka library writes into this process's own log, which is the terminal: that belongs to the person who sits at it. Import this
// file before any other, because a logger asks for its level only once.
process.env['LOG_LEVEL'] = 'silent';
