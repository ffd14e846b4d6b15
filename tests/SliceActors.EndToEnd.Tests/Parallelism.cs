// Those of clusters mostly wait for somebody to be missed; of the others, two keep two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
