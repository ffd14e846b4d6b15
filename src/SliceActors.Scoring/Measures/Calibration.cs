using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Measures;

/// <summary>
/// Whether probabilities can be taken at their word: a logistic regression of the class on the logit of the probability of class 1 (Cox, "Two further
/// applications of a model for binary regression", Biometrika 1958; Van Calster et al., "Calibration: the Achilles heel of predictive analytics", BMC Medicine
/// 2019). Variances are those of the sandwich, summed over the sessions of each participant (Liang and Zeger, Biometrika 1986), about the mean of the
/// participants of each class since how many there are of each is given by the study.
/// </summary>
internal static class Calibration
{
    /// <summary>Half of the last digit of a probability in single precision: the logit of 0 and 1 would be infinite.</summary>
    private const double Least = 1.0 / (1 << 24);

    /// <summary>Where probabilities are certain, and right, up to this, no intercept fits better than another.</summary>
    private const double Certain = 1e-4;

    private const int MostSteps = 100;
    private const double Precision = 1e-10;

    /// <summary>The intercept where the slope is 1. Not defined where every session is certain to be of its own class.</summary>
    /// <param name="examples">Both classes occur.</param>
    public static EstimatedFigure Intercept(ClusteredExamples examples)
    {
        var logits = Logits(examples);
        var intercept = 0.0;
        for (var step = 0; step < MostSteps; step++)
        {
            var (slope, curvature) = (0.0, 0.0);
            for (var i = 0; i < logits.Length; i++)
            {
                var share = Share(intercept + logits[i]);
                slope += examples.Labels[i] - share;
                curvature += share * (1 - share);
            }

            // Far from the top a whole step would lead too far.
            var next = Math.Clamp(slope / curvature, -1, 1);
            intercept += next;
            if (Math.Abs(next) < Precision)
            {
                break;
            }
        }

        var shares = Array.ConvertAll(logits, logit => Share(intercept + logit));
        var information = shares.Sum(share => share * (1 - share));
        if (information < Certain * logits.Length)
        {
            return EstimatedFigure.None;
        }

        var scores = new double[examples.Participants];
        for (var i = 0; i < logits.Length; i++)
        {
            scores[examples.Owners[i]] += examples.Labels[i] - shares[i];
        }

        return new EstimatedFigure(intercept, examples.SumOfSquares(scores) / (information * information));
    }

    /// <summary>The slope, with an intercept of its own. Not defined where one threshold tells the classes apart, or all probabilities are equal.</summary>
    /// <param name="examples">Both classes occur.</param>
    public static EstimatedFigure Slope(ClusteredExamples examples)
    {
        var logits = Logits(examples);
        var (positives, negatives) = (logits.Where((_, i) => examples.Labels[i] == 1).ToArray(), logits.Where((_, i) => examples.Labels[i] == 0).ToArray());
        if (positives.Min() >= negatives.Max() || positives.Max() <= negatives.Min())
        {
            return EstimatedFigure.None;
        }

        var (intercept, slope) = (0.0, 0.0);
        var sums = Sums.At(intercept, slope, logits, examples);
        for (var step = 0; step < MostSteps; step++)
        {
            var (byIntercept, bySlope) = sums.Step();
            for (var share = 1.0; share > Precision; share /= 2)
            {
                var next = Sums.At(intercept + (share * byIntercept), slope + (share * bySlope), logits, examples);
                if (next.Likelihood >= sums.Likelihood)
                {
                    (intercept, slope, sums) = (intercept + (share * byIntercept), slope + (share * bySlope), next);
                    break;
                }
            }

            if (Math.Abs(byIntercept) + Math.Abs(bySlope) < Precision)
            {
                break;
            }
        }

        var influences = new double[examples.Participants];
        for (var i = 0; i < logits.Length; i++)
        {
            influences[examples.Owners[i]] += (examples.Labels[i] - Share(intercept + (slope * logits[i]))) * sums.SlopeInfluence(logits[i]);
        }

        return new EstimatedFigure(slope, examples.SumOfSquares(influences));
    }

    private static double[] Logits(ClusteredExamples examples) =>
        Array.ConvertAll(examples.Probabilities, probability => Math.Log(Math.Clamp(probability, Least, 1 - Least) / (1 - Math.Clamp(probability, Least, 1 - Least))));

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary>Log-likelihood of an intercept and a slope, its derivatives and the information.</summary>
    private readonly record struct Sums(double Likelihood, double ByIntercept, double BySlope, double A, double B, double C)
    {
        private double Determinant => (A * C) - (B * B);

        public static Sums At(double intercept, double slope, double[] logits, ClusteredExamples examples)
        {
            var (likelihood, byIntercept, bySlope, a, b, c) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < logits.Length; i++)
            {
                var score = intercept + (slope * logits[i]);
                var share = Share(score);
                var (error, weight) = (examples.Labels[i] - share, share * (1 - share));
                likelihood += (examples.Labels[i] * score) - Math.Max(score, 0) - Math.Log(1 + Math.Exp(-Math.Abs(score)));
                byIntercept += error;
                bySlope += error * logits[i];
                a += weight;
                b += weight * logits[i];
                c += weight * logits[i] * logits[i];
            }

            return new Sums(likelihood, byIntercept, bySlope, a, b, c);
        }

        /// <summary>A step of Newton's method.</summary>
        public (double ByIntercept, double BySlope) Step() => (((C * ByIntercept) - (B * BySlope)) / Determinant, ((A * BySlope) - (B * ByIntercept)) / Determinant);

        /// <summary>How much the slope moves with the error of an example.</summary>
        public double SlopeInfluence(double logit) => ((A * logit) - B) / Determinant;
    }
}
