using System.Diagnostics;
using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Results;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Queries;
using static SliceActors.Actors.Messages.LocalMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Hosting;

/// <summary>One machine: registry, supervisors and a trainer node in this process, journal in the output folder, no open port.</summary>
public sealed class StudyNode : IAsyncDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private const int Retries = 4;

    private readonly IHost host;
    private readonly ActorSystem system;
    private readonly IActorRef registry;
    private readonly ActorLoss loss;
    private readonly Workshop workshop;

    private StudyNode(IHost host, ActorSystem system, IActorRef registry, ActorLoss loss, Workshop workshop) =>
        (this.host, this.system, this.registry, this.loss, this.workshop) = (host, system, registry, loss, workshop);

    /// <summary>Starts the actors and waits until the registry answers.</summary>
    /// <exception cref="IOException">The journal cannot be opened.</exception>
    public static Task<StudyNode> StartAsync(StudyNodeOptions options, CancellationToken cancellation) =>
        StartAsync(options, new TorchTraining(), cancellation);

    /// <summary>Starts a run, or finds the one that this submission started before.</summary>
    /// <exception cref="RefusedException">The journal belongs to another run.</exception>
    public async Task<RunAccepted> Submit(RunCommands.SubmitRun submission, CancellationToken cancellation) =>
        await Ask<RunAccepted>(new OpenRun(submission), AnswerWithin, cancellation).ConfigureAwait(false);

    /// <summary>Lets an interrupted run go on; starts it if it was interrupted before the journal knew of it.</summary>
    /// <exception cref="RefusedException">The journal belongs to another run.</exception>
    public async Task<RunAccepted> Resume(RunCommands.SubmitRun submission, bool retryFailed, CancellationToken cancellation) =>
        await Ask<RunAccepted>(new GoOnWithRun(submission, retryFailed), AnswerWithin, cancellation).ConfigureAwait(false);

    /// <summary>Stops a run so that it can be resumed; ends when no training thread is left.</summary>
    /// <exception cref="RefusedException">The run is over, or not known.</exception>
    public async Task Cancel(RunId run, CancellationToken cancellation) =>
        await Ask<RunAccepted>(new StopRun(run), Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);

    /// <summary>Where a run stands.</summary>
    /// <exception cref="RefusedException">The run is not known, or its journal failed.</exception>
    public async Task<RunView> View(RunId run, CancellationToken cancellation) =>
        (await Ask<RunStands>(new GetRun(run), AnswerWithin, cancellation).ConfigureAwait(false)).View;

    /// <summary>Leaves the cluster in order: training threads finish their batch first.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync().ConfigureAwait(false);

        // Threads outlive actors that failed.
        await workshop.Stop(JoinWithin).ConfigureAwait(false);
        host.Dispose();
    }

    internal static async Task<StudyNode> StartAsync(StudyNodeOptions options, IUnitTraining training, CancellationToken cancellation)
    {
        var journal = options.Tree.Journal;
        SqliteJournal.Prepare(journal);
        var settings = new NodeSettings($"{Environment.MachineName}-{Environment.ProcessId}", new Workshop(options.Slots), options.FillThreads, options.Cache, training, new ResultsWriter(JournalFile.WriteAsync)) { CheckpointEvery = options.CheckpointEvery };
        var loss = new ActorLoss();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.Configure<HostOptions>(hostOptions => hostOptions.ShutdownTimeout = TimeSpan.FromMinutes(10));
        // Ctrl-C is the program's business: the host must not stop while the run is being cancelled.
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        options.ConfigureLogging(builder.Logging);
        builder.Services.AddAkka("slice-actors", akka => akka
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
                loggers.LogLevel = AkkaLevel(options.LogLevel);
            })
            .AddHocon(SqliteJournal.Settings(journal), HoconAddMode.Prepend)
            .AddHocon(HoconFiles.Read("one-machine.hocon"), HoconAddMode.Append)
            .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append)
            .WithActors((system, actors) => StartActors(system, actors, options.Tree, settings, loss)));
        var host = builder.Build();
        await host.StartAsync(cancellation).ConfigureAwait(false);
        var registry = await host.Services.GetRequiredService<ActorRegistry>().GetAsync<RunRegistryActor>(cancellation).ConfigureAwait(false);
        return new StudyNode(host, host.Services.GetRequiredService<ActorSystem>(), registry, loss, settings.Workshop);
    }

    private static Akka.Event.LogLevel AkkaLevel(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => Akka.Event.LogLevel.DebugLevel,
        LogLevel.Information => Akka.Event.LogLevel.InfoLevel,
        LogLevel.Warning => Akka.Event.LogLevel.WarningLevel,
        _ => Akka.Event.LogLevel.ErrorLevel,
    };

    private static void StartActors(ActorSystem system, IActorRegistry actors, ResultTree tree, NodeSettings settings, ActorLoss loss)
    {
        // The folder that was named is the folder that is worked in, wherever it was when the run was opened.
        Props SupervisorProps(RunPlace place) => RunSupervisorActor.Props(place, tree, (submitted, fold) => VoteAggregatorActor.Props(submitted, fold), Patience.OneMachine);
        var registry = system.ActorOf(Backoffs.Over(RunRegistryActor.Props(SupervisorProps, tree.Journal, loss.Note), "registry", Retries, Note), "runs");
        actors.Register<RunRegistryActor>(registry);
        var agent = system.ActorOf(Backoffs.Over(NodeAgentActor.Props(settings, registry), "agent", Retries, Note), "node");
        system.ActorOf(DeathWatchActor.Props(agent, loss.Complete), "node-watch");
        system.ActorOf(DeathWatchActor.Props(registry, End), "registry-watch");

        // Without the registry nobody answers any more; the journal knows where its units can be taken up.
        void End()
        {
            loss.Complete();
            agent.Tell(new StopAll(), ActorRefs.NoSender);
        }

        void Note(Exception trouble) => loss.Note($"The actors could not be kept running: {trouble.Message}");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "join-training-threads", async () =>
        {
            await agent.Ask<AllStopped>(new StopAll(), JoinWithin).ConfigureAwait(false);
            return Akka.Done.Instance;
        });
    }

    /// <summary>Asks, and asks again: what is asked of an actor that is being started again gets lost, and what it did already it does not do twice.</summary>
    private async Task<T> Ask<T>(IWireMessage message, TimeSpan within, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var asked = registry.Ask(message, AskAgainAfter, cancellation);
            var first = await Task.WhenAny(asked, system.WhenTerminated, loss.Completed).ConfigureAwait(false);
            if (first == loss.Completed)
            {
                throw new TroubleException(TroubleKind.Storage, loss.Reason);
            }

            if (first != asked)
            {
                throw new TroubleException(TroubleKind.Storage, "The actors ended before the run did. Nothing that was finished is lost: resume the run.");
            }

            try
            {
                return await asked.ConfigureAwait(false) switch
                {
                    T expected => expected,
                    Refused refused => throw new RefusedException(refused.Reason),
                    RunTroubled troubled => throw new TroubleException(troubled.Kind, troubled.Reason),
                    var answer => throw new InvalidOperationException($"The registry answered {message.GetType().Name} with {answer?.GetType().Name ?? "nothing"}."),
                };
            }
            catch (AskTimeoutException) when (within == Timeout.InfiniteTimeSpan || clock.Elapsed < within)
            {
                // Once more.
            }
            catch (AskTimeoutException)
            {
                throw new TroubleException(TroubleKind.Storage, $"The run did not answer within {within.TotalSeconds:0} seconds. Nothing that was finished is lost: resume the run.");
            }
        }
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
