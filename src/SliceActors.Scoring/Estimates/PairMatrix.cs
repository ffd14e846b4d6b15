namespace SliceActors.Scoring.Estimates;

/// <summary>
/// Comparisons of every session of class 1 (rows) with every session of class 0 (columns): 1 where the first has the higher score, ½ on a tie, 0 else. Their mean
/// is the area under the ROC curve (Mann and Whitney 1947; Hanley and McNeil 1982). A pair that could not be compared does not count. The
/// mean of a matrix of differences, −1 … 1, is the difference of two areas.
/// </summary>
internal sealed class PairMatrix
{
    private const sbyte Skipped = sbyte.MinValue;
    private readonly ValidationPeople people;
    private readonly sbyte[] twice; // twice the value of each pair

    /// <summary>A matrix without any pair.</summary>
    public PairMatrix(ValidationPeople people)
    {
        this.people = people;
        twice = new sbyte[people.Positives.Length * people.Negatives.Length];
        Array.Fill(twice, Skipped);
    }

    /// <summary>Pairs that count.</summary>
    public int Pairs => twice.Length - twice.Count(value => value == Skipped);

    /// <summary>Mean over the pairs; NaN when there is none.</summary>
    public double Auc => twice.Where(value => value != Skipped).Sum(value => (long)value) / (2.0 * Pairs);

    /// <summary>The matrix of scores that are compared with each other.</summary>
    /// <param name="people">The sessions.</param>
    /// <param name="scores">Score of each session.</param>
    /// <param name="folds">The fold whose networks scored each session; scores of two folds are not compared. None: all are of one.</param>
    public static PairMatrix Of(ValidationPeople people, ReadOnlySpan<double> scores, ReadOnlySpan<int> folds = default)
    {
        var matrix = new PairMatrix(people);
        for (var row = 0; row < people.Positives.Length; row++)
        {
            for (var column = 0; column < people.Negatives.Length; column++)
            {
                var (positive, negative) = (people.Positives[row], people.Negatives[column]);
                if (folds.IsEmpty || folds[positive] == folds[negative])
                {
                    matrix.Compare(row, column, scores[positive], scores[negative]);
                }
            }
        }

        return matrix;
    }

    /// <summary>Enters a pair.</summary>
    public void Compare(int row, int column, double positive, double negative) =>
        twice[(row * people.Negatives.Length) + column] = (sbyte)(positive > negative ? 2 : positive == negative ? 1 : 0);

    /// <summary>The same pairs where the sessions come in another order.</summary>
    /// <param name="other">The same sessions in that order.</param>
    /// <param name="order">Of each of them its place here.</param>
    public PairMatrix Arranged(ValidationPeople other, int[] order)
    {
        var arranged = new PairMatrix(other);
        int[] rows = [.. other.Positives.Select(session => Array.IndexOf(people.Positives, order[session]))];
        int[] columns = [.. other.Negatives.Select(session => Array.IndexOf(people.Negatives, order[session]))];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                arranged.twice[(row * columns.Length) + column] = twice[(rows[row] * columns.Length) + columns[column]];
            }
        }

        return arranged;
    }

    /// <summary>What this matrix says of each pair less what another says; a pair counts that counts in both.</summary>
    /// <param name="other">A matrix of the same sessions in the same order.</param>
    public PairMatrix Minus(PairMatrix other)
    {
        var difference = new PairMatrix(people);
        for (var pair = 0; pair < twice.Length; pair++)
        {
            if (twice[pair] != Skipped && other.twice[pair] != Skipped)
            {
                difference.twice[pair] = (sbyte)(twice[pair] - other.twice[pair]);
            }
        }

        return difference;
    }

    /// <summary>Value of a pair; null when it does not count.</summary>
    public double? At(int row, int column) => twice[(row * people.Negatives.Length) + column] is not Skipped and var value ? value / 2.0 : null;

    /// <summary>
    /// Variance of the mean from the means of rows and columns (DeLong, DeLong and Clarke-Pearson, Biometrics 1988), summed over the sessions of each participant
    /// since these depend on each other (Obuchowski, Biometrics 1997); the same as DeLong's where each participant has one session. NaN when the pairs that
    /// count have fewer than two people of a class.
    /// </summary>
    public double Variance()
    {
        var (rows, columns) = (people.Positives.Length, people.Negatives.Length);
        var auc = Auc;
        var (positives, negatives) = (new Side(people.Sessions.Length), new Side(people.Sessions.Length));
        for (var row = 0; row < rows; row++)
        {
            positives.Add(people.Participants[people.Positives[row]], Mean(row * columns, 1, columns), auc);
        }

        for (var column = 0; column < columns; column++)
        {
            negatives.Add(people.Participants[people.Negatives[column]], Mean(column, columns, rows), auc);
        }

        if (positives.People < 2 || negatives.People < 2)
        {
            return double.NaN;
        }

        var (both, all) = (0.0, 0);
        for (var participant = 0; participant < people.Sessions.Length; participant++)
        {
            both += positives.Deviations[participant] * negatives.Deviations[participant];
            all += positives.Counts[participant] + negatives.Counts[participant] > 0 ? 1 : 0;
        }

        return positives.Variance() + negatives.Variance() + (2.0 * all / (all - 1) * both / ((double)positives.Sessions * negatives.Sessions));
    }

    private double Mean(int first, int step, int count)
    {
        var (sum, pairs) = (0L, 0);
        for (var i = 0; i < count; i++)
        {
            if (twice[first + (i * step)] is not Skipped and var value)
            {
                sum += value;
                pairs++;
            }
        }

        return sum / (2.0 * pairs);
    }

    /// <summary>The sessions of one class, by participant.</summary>
    private sealed class Side(int participants)
    {
        public double[] Deviations { get; } = new double[participants];

        public int[] Counts { get; } = new int[participants];

        public int Sessions => Counts.Sum();

        public int People => Counts.Count(count => count > 0);

        public void Add(int participant, double mean, double auc)
        {
            if (!double.IsNaN(mean))
            {
                Deviations[participant] += mean - auc;
                Counts[participant]++;
            }
        }

        public double Variance() => Deviations.Sum(deviation => deviation * deviation) * People / ((People - 1.0) * Sessions * Sessions);
    }
}
