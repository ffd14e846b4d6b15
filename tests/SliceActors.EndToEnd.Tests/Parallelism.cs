// Each test starts processes that keep cores busy: two at a time are enough.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
