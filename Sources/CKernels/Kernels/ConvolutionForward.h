// Forward through a convolution: with the filters as lanes where they fill vectors, else with
// positions as lanes. Both sum in the same order.

static void convolution_forward(ptrdiff_t batch, const gradus_convolution *s, const float *x,
                                const float *w, const float *bias, float *y,
                                gradus_activation f, float a, float *start) {
  places_in_room room = cut(s, start);
  geometry g = geometry_of(s);
  view seen = view_of_input(s, g, room);
  bool by_filters = fills_filter_lanes(s, g.depth);
  if (by_filters) pack(g.depth, s->filters, (operand){w, 1, g.depth}, room.last_weights);
  for (ptrdiff_t b = 0; b < batch; b++) {
    spread(s->channels, s->height, s->width, x, g.padded, room.plane);
    if (by_filters)
      filter_planes(s, g, seen, room.last_weights, bias, room.turned, y);
    else
      multiply_view(s->filters, g.positions, g.depth, w, seen, bias, room.packed, y);
    // At once, while it is in the cache.
    if (f != gradus_activation_none) activation_forward(f, a, s->filters * g.positions, y, y);
    x += s->channels * s->height * s->width;
    y += s->filters * g.positions;
  }
}
