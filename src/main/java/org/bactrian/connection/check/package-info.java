/**
 * What is found out about both systems before anything is synced: who is connected, what that user
 * may do, and which fields are missing.
 *
 * <p>Everything is asked through the routes, so that an engineer sees it, and nothing that is asked
 * changes anything; only missing fields are made, when a person says so.
 *
 * <p>It knows mappings, both describes and the routes' names, and neither secrets nor the database.
 */
package org.bactrian.connection.check;
