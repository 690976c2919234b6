//! Opening hours, closures and start times in a tenant's zone.
