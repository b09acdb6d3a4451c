namespace Estop.Benchmarks.Kernels;

/// <summary>Planets on their ways: small loops with fields of objects and square roots.</summary>
internal static class Bodies
{
    public static double Simulate(int steps)
    {
        var bodies = new Body[5];
        for (var i = 0; i < bodies.Length; i++)
        {
            bodies[i] = new Body { X = i * 3, Y = i * 2, Z = i, Mass = 1.0 / (i + 1), Vx = 0.1 * i, Vy = 0.2, Vz = -0.1 };
        }

        for (var step = 0; step < steps; step++)
        {
            Advance(bodies, 0.001);
        }

        return bodies[0].X + bodies[1].Y + bodies[2].Z;
    }

    private static void Advance(Body[] bodies, double time)
    {
        for (var i = 0; i < bodies.Length; i++)
        {
            var a = bodies[i];
            for (var k = i + 1; k < bodies.Length; k++)
            {
                var b = bodies[k];
                double x = a.X - b.X, y = a.Y - b.Y, z = a.Z - b.Z;
                var squared = (x * x) + (y * y) + (z * z) + 0.01;
                var magnitude = time / (squared * Math.Sqrt(squared));
                a.Vx -= x * b.Mass * magnitude;
                a.Vy -= y * b.Mass * magnitude;
                a.Vz -= z * b.Mass * magnitude;
                b.Vx += x * a.Mass * magnitude;
                b.Vy += y * a.Mass * magnitude;
                b.Vz += z * a.Mass * magnitude;
            }
        }

        foreach (var body in bodies)
        {
            body.X += time * body.Vx;
            body.Y += time * body.Vy;
            body.Z += time * body.Vz;
        }
    }

    private sealed class Body
    {
        public double X;
        public double Y;
        public double Z;
        public double Vx;
        public double Vy;
        public double Vz;
        public double Mass;
    }
}
