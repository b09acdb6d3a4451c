using System.Globalization;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Estop.Corpus.Works;

/// <summary>Solves equations and decomposes matrices.</summary>
[Work("MathNet.Numerics")]
internal static class MatrixWork
{
    public static string Run()
    {
        Control.UseSingleThread();
        Control.UseManaged();
        var matrix = Matrix<double>.Build.Dense(24, 24, (row, column) => 1.0 / (row + column + 1) + (row == column ? 3 : 0));
        var solution = matrix.Solve(Vector<double>.Build.Dense(24, i => i));
        return string.Create(CultureInfo.InvariantCulture, $"{matrix.Svd().ConditionNumber:R} {matrix.Determinant():R} {solution.L2Norm():R} {matrix.QR().R.L1Norm():R}");
    }
}
