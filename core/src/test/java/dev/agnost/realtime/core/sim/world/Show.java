package dev.agnost.realtime.core.sim.world;
class Show { public static void main(String[] a) {
 Outcome o = Simulation.run(Profile.valueOf(a[0]), Long.parseLong(a[1]));
 System.out.println(o.trace().print(r -> true, Integer.parseInt(a[2]))); System.out.println(o.breaches()+" "+o.trace().hash()); } }
